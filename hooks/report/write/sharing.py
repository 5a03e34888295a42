"""What a page says of itself where its address is shared: the `Open Graph <https://ogp.me/>`_ properties."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from report.relate.book import Book
from report.write.cards import HEIGHT, WIDTH, build_card, card_file, page_title


@dataclass(frozen=True)
class Image:
    """A picture by its absolute address, its size in pixels, and what it says in words."""

    address: str
    width: int
    height: int
    text: str


@dataclass(frozen=True)
class Sharing:
    """The properties of a page, as plain text; `address` is absolute."""

    title: str
    description: str
    address: str
    image: Image | None
    locale: str
    other_locales: tuple[str, ...]


def share(edition: Book, name: str, site: str, address: str, *, has_card: bool) -> Sharing:
    """What a page says of itself. `site` and `address` are absolute; `has_card` tells whether its card is there."""
    page, language = edition.pages[name], edition.language
    picture = urljoin(site, f"assets/{card_file(name, language)}")
    return Sharing(
        title=page_title(page),
        description=page.description,
        address=address,
        image=Image(picture, WIDTH, HEIGHT, build_card(edition, page).text) if has_card else None,
        locale=language.open_graph,
        other_locales=tuple(other.open_graph for other in language.others),
    )
