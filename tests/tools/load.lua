-- Asks for the addresses of a file, one after another; each thread begins elsewhere. Counts answers that are no 200.
local paths, at, threads = {}, 0, {}

function setup(thread)
  table.insert(threads, thread)
  thread:set("start", #threads * 97)
end

function init(arguments)
  for line in io.lines(arguments[1]) do table.insert(paths, line) end
  at, bad = start, 0
end

function request()
  at = at + 1
  return wrk.format("GET", paths[at % #paths + 1], { ["Accept-Encoding"] = "br, gzip" })
end

function response(status)
  if status ~= 200 then bad = bad + 1 end
end

function done(summary, latency)
  local wrong = 0
  for _, thread in ipairs(threads) do wrong = wrong + thread:get("bad") end
  local errors = summary.errors
  wrong = wrong + errors.connect + errors.read + errors.write + errors.timeout
  print(string.format("result %d %d %d %d", summary.requests, summary.duration, latency:percentile(99), wrong))
end
