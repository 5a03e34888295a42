// What a selector finds is for the templates to say, not for the compiler to guess: it is taken as it is meant.
interface ParentNode {
  querySelector(selector: string): any
  querySelectorAll(selector: string): NodeListOf<any>
}
interface Document {
  getElementById(id: string): any
}
interface Element {
  closest(selector: string): any
}
interface UIEvent {
  readonly target: any
}
