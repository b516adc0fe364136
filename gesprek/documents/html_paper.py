"""Draws a paper as a page to print: plain HTML with proper headings, no script, no font of ours."""

from html import escape
from typing import Final

from gesprek.content import Inhoud
from gesprek.documents.blocks import (
    Block,
    BulletList,
    Card,
    CardGrid,
    Code,
    Heading,
    Paper,
    PaperPage,
    Paragraph,
    TableBlock,
    WritingLines,
    qr_data_uri,
)

_STYLE: Final = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 46rem; padding: 1rem;
  color: #1c1b1a; background: #fff; overflow-wrap: anywhere; }
h1 { font-size: 1.8rem; line-height: 1.2; } h2 { font-size: 1.4rem; } h3 { font-size: 1.1rem; }
section + section { border-top: 1px solid #767676; margin-top: 2rem; }
.klein { font-size: .9rem; color: #555; }
table { border-collapse: collapse; width: 100%; } th { text-align: start; }
th, td { border: 1px solid #767676; padding: .4rem; vertical-align: top; }
ul.vakjes { list-style: "\\2610\\00a0\\00a0"; }
.regel { border-bottom: 1px solid #767676; height: 2.2rem; }
.kaarten { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); }
.kaart { border: 1px solid #767676; border-radius: .5rem; padding: .2rem 1rem; }
.code { font-size: 2rem; letter-spacing: .1em; }
@page { margin: 18mm; }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } .scherm { display: none; }
  section + section { break-before: page; border: 0; margin: 0; }
  .kaart, tr, li { break-inside: avoid; } h2, h3 { break-after: avoid; } }
"""


def html(stuk: Paper, inhoud: Inhoud) -> str:
    """Return the paper as a whole HTML page; every text in it is escaped."""
    pages = "".join(_page(page, stuk) for page in stuk.bladzijden)
    how = escape(inhoud.tekst("papier.zo_druk_je_af"))
    return (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(stuk.titel)}</title><link rel="icon" href="data:,">'
        f"<style>{_STYLE}</style></head><body><main><h1>{escape(stuk.titel)}</h1>"
        f'<p class="klein scherm">{how}</p>{pages}</main></body></html>'
    )


def _page(page: PaperPage, stuk: Paper) -> str:
    """Return a part of the page; one that is called as the paper itself has no second title."""
    is_named = page.titel != stuk.titel
    title = f"<h2>{escape(page.titel)}</h2>" if is_named else ""
    level = "h3" if is_named else "h2"
    return f"<section>{title}{''.join(_block(one, level) for one in page.blokken)}</section>"


def _block(blok: Block, level: str) -> str:
    match blok:
        case Heading():
            drawn = f'<{level} dir="auto">{escape(blok.tekst)}</{level}>'
        case Paragraph():
            drawn = _paragraph(blok)
        case BulletList():
            kind = ' class="vakjes"' if blok.vakjes else ""
            drawn = f"<ul{kind}>{_each('li', blok.regels)}</ul>"
        case TableBlock():
            drawn = _table(blok)
        case CardGrid():
            drawn = (
                f'<div class="kaarten">{"".join(_card(one, level) for one in blok.kaarten)}</div>'
            )
        case WritingLines():
            drawn = '<div class="regel"></div>' * blok.aantal
        case Code():
            image = f'<img src="{qr_data_uri(blok.adres)}" alt="{escape(blok.selected)}">'
            code = f'<p class="code">{escape(blok.tekst)}</p>'
            drawn = f"{code}{image}<p>{escape(blok.uitleg)}</p>"
    return drawn


def _paragraph(blok: Paragraph) -> str:
    text = escape(blok.tekst).replace("\n", "<br>")
    inner = f"<strong>{text}</strong>" if blok.vet else text
    kind = ' class="klein"' if blok.klein else ""
    return f'<p dir="auto"{kind}>{inner}</p>'


def _table(blok: TableBlock) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in blok.kop)
    rows = "".join(f"<tr>{_each('td', row)}</tr>" for row in blok.rijen)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _card(kaart: Card, level: str) -> str:
    lines = f"<ul>{_each('li', kaart.regels)}</ul>" if kaart.regels else ""
    under = f"<p><strong>{escape(kaart.onder)}</strong></p>" if kaart.onder else ""
    return (
        f'<article class="kaart"><{level}>{escape(kaart.titel)}</{level}>{under}'
        f"<p>{escape(kaart.tekst)}</p>{lines}</article>"
    )


def _each(tag: str, texts: tuple[str, ...]) -> str:
    return "".join(f'<{tag} dir="auto">{escape(one)}</{tag}>' for one in texts)
