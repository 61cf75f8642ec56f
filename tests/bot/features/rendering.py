"""A message's JSON → HTML that looks as it does in Discord."""

import base64
import re
from collections.abc import Mapping
from html import escape

from bot.sandbox import Json
from tests.bot.discord_markdown import html_of, inline

STYLE = """
body{background:#1e1f22;color:#dbdee1;font:16px/1.375 "gg sans","Noto Sans","Noto Sans CJK JP",Helvetica,sans-serif;
 margin:0;padding:24px}
h1,h2{color:#f2f3f5;font-weight:600}h2{margin:40px 0 8px;font-size:18px}
.screen{background:#313338;border-radius:8px;padding:12px 16px;margin:10px 0;max-width:760px}
.who{color:#f2f3f5;font-weight:600}.app{background:#5865f2;color:#fff;border-radius:4px;font-size:10px;padding:1px 5px;
 margin-left:4px;vertical-align:middle}.did{color:#949ba4;font-size:13px;margin-bottom:6px}
.embed{background:#2b2d31;border-left:4px solid;border-radius:4px;padding:8px 16px 12px 12px;margin:6px 0;
 max-width:520px;font-size:14px}
.title,.name{color:#f2f3f5;font-weight:600;margin:6px 0 2px}.footer{color:#b5bac1;font-size:12px;margin-top:8px}
blockquote{border-left:4px solid #4e5058;margin:0;padding-left:10px}small{display:block;color:#949ba4;font-size:12px}
p{margin:0}.empty{height:1.375em}.item{position:relative}
.item i{position:absolute;right:100%;margin-right:5px;font-style:normal}
pre{background:#1e1f22;border:1px solid #1a1b1e;border-radius:4px;padding:7px;margin:6px 0;
 font:12px/1.3 "DejaVu Sans Mono",monospace;white-space:pre-wrap}
a{color:#00a8fc;text-decoration:none}code{background:#1e1f22;border-radius:3px;padding:1px 4px;font-size:85%}
.mention{background:#3c4270;color:#c9cdfb;border-radius:3px;padding:0 2px}
.row{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px;max-width:620px}
.button{background:#4e5058;color:#fff;border-radius:3px;padding:6px 14px;font-size:14px}
.s1{background:#5865f2}.s3{background:#248046}.s4{background:#da373c}.off{opacity:.5}
.select{background:#1e1f22;color:#949ba4;border-radius:4px;padding:8px 12px;width:400px;font-size:14px}
.select b{color:#dbdee1;font-weight:400}.only{color:#949ba4;font-size:12px;margin-top:6px}img{max-width:100%}
.modal{background:#313338;border-radius:8px;padding:16px;max-width:440px;box-shadow:0 0 0 1px #1e1f22}
.input{background:#1e1f22;border-radius:4px;padding:10px;min-height:18px;margin:4px 0 12px;font-size:14px}
@media(max-width:480px){body{padding:8px}.screen{padding:8px}}
"""
_SELECT_NAMES = {3: "Choose", 5: "A person", 6: "A role", 7: "Somebody or a role", 8: "A channel"}
_MENTION = re.compile(r"&lt;(@&amp;|@!?|#)(\d+)&gt;")


class Renderer:
    """`names`: what to call whom or what has which id."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def message(self, message: Json, files: Mapping[str, bytes]) -> str:
        """`files`: the attachments' contents by name."""
        parts = [f"<div>{self.markdown(message['content'])}</div>"] if message["content"] else []
        parts += [self._embed(embed, files) for embed in message["embeds"]]
        shown = {str((embed.get("image") or {}).get("url")).rpartition("/")[2] for embed in message["embeds"]}
        parts += [f'<div class="embed">📎 {escape(name)}</div>' for name in files if name not in shown]
        parts += [self._row(row) for row in message["components"]]
        if message["flags"] & 64:
            parts.append('<div class="only">👁 Only you can see this</div>')
        return f'<div><span class="who">Quoth</span><span class="app">APP</span></div>{"".join(parts)}'

    def modal(self, modal: Json) -> str:
        """A form."""
        fields = "".join(map(self._field, modal["components"]))
        return f'<div class="modal"><div class="title">{escape(modal["title"])}</div>{fields}</div>'

    def markdown(self, text: str) -> str:
        """The part of Discord's Markdown that the bot writes."""
        return _MENTION.sub(self._mention, html_of(text))

    def _inline(self, text: str) -> str:
        return _MENTION.sub(self._mention, inline(text))

    def _mention(self, found: re.Match[str]) -> str:
        sign = "#" if found[1] == "#" else "@"
        return f'<span class="mention">{sign}{escape(self._names.get(found[2], "somebody"))}</span>'

    def _embed(self, embed: Json, files: Mapping[str, bytes]) -> str:
        parts = [f'<div class="title">{self._inline(embed["title"])}</div>'] if embed.get("title") else []
        parts.append(f"<div>{self.markdown(embed.get('description') or '')}</div>")
        parts += [self._field_of(field) for field in embed.get("fields") or []]
        picture = files.get(str((embed.get("image") or {}).get("url")).rpartition("/")[2])
        if picture:
            parts.append(f'<p><img src="data:image/png;base64,{base64.b64encode(picture).decode()}"></p>')
        if embed.get("footer"):
            parts.append(f'<div class="footer">{escape(embed["footer"]["text"])}</div>')
        colour = f"#{embed.get('color') or 0x4E5058:06x}"
        return f'<div class="embed" style="border-color:{colour}" dir="auto">{"".join(parts)}</div>'

    def _field_of(self, field: Json) -> str:
        return f'<div class="name">{self._inline(field["name"])}</div><div>{self.markdown(field["value"])}</div>'

    def _row(self, row: Json) -> str:
        return f'<div class="row">{"".join(map(self._component, row["components"]))}</div>'

    def _component(self, component: Json) -> str:
        if component["type"] != 2:
            return self._select(component)
        off = " off" if component.get("disabled") else ""
        link = " ↗" if component["style"] == 5 else ""
        return f'<span class="button s{component["style"]}{off}">{escape(component.get("label") or "")}{link}</span>'

    def _select(self, select: Json) -> str:
        chosen = [each["label"] for each in select.get("options") or [] if each.get("default")]
        chosen += [self._names.get(each["id"], "…") for each in select.get("default_values") or []]
        told = f"<b>{escape(', '.join(chosen))}</b>" if chosen else escape(select.get("placeholder") or "")
        return f'<span class="select">{told or _SELECT_NAMES[select["type"]]} ▾</span>'

    def _field(self, field: Json) -> str:
        inner = field.get("component") or {}
        filled = escape(inner.get("value") or "") if inner.get("type") == 4 else self._select(inner)
        return f'<div class="name">{escape(field.get("label") or "")}</div><div class="input">{filled}</div>'
