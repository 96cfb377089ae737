"""Regular expressions that people write, and random ones over the grammar that we support.
Pattern and texts `number` of a seed are always the same."""

import random
import re
import sys

import text_strings

# Token patterns as people give them to scikit-learn and the like.
COMMON = (
    r"(?u)\b\w\w+\b", r"\b\w+\b", r"\b[a-zA-Z]{3,}\b", r"[^\W\d_]+", r"\S+", r"[\w']+", r"\w+", r"(?<!\S)\w+(?!\S)",
    r"\w+|[^\w\s]", r"(?i)[a-z]+", r"#\w+|@\w+", r"[\u4e00-\u9fff]+", r"[\U0001F300-\U0001FAFF]", r"[a-z]{2,}",
    r"(?u)\b[a-z][a-z0-9]+\b", r"\b[^\d\W]+\b", r"\b[A-Za-z]+\b", r"[a-zA-Z]+", r"[a-zA-Z0-9]+", r"[^\s]+",
    r"[^ ]+", r"(?u)\b\w+\b", r"\b\w{3,}\b", r"\b\w{4,15}\b", r"\b[a-z]{3,}\b", r"(?ui)\b[a-z]{2,}\b",
    r"(?u)(?<![\w-])\w[\w-]+(?![\w-])", r"\b[a-zA-Z][a-zA-Z0-9_.-]*\b", r"[a-zA-Z]+(?:'[a-z]+)?", r"\w+(?:'\w+)*",
    r"\w+(?:-\w+)+|\w+", r"\$?\d+(?:\.\d+)?%?", r"\d+", r"\D+", r"\b\d{1,3}(?:\.\d{1,3}){3}\b", r"(?:[A-Z]\.)+",
    r"(?x) (?:[A-Z]\.)+ | \w+(?:-\w+)* | \$?\d+(?:\.\d+)?%? | \.\.\. | [][.,;\"'?():_`-]", r"[A-Z]\w+",
    r"\b(?!\d)\w\w+\b", r"(?!\d)\b\w+", r"https?://\S+|\w+", r"[\w.+-]+@[\w-]+\.[\w.-]+", r"(?i)\b[a-z0-9äöüß]+\b",
    r"[а-яё]+", r"(?i)[а-яё]{2,}", r"[\u0600-\u06FF]+", r"[\u3040-\u309f]+|[\u30a0-\u30ff]+|[\u4e00-\u9faf]+",
    r"[\uac00-\ud7a3]+", r"[一-龥]", r"[^\x00-\x7F]+", r"[\x00-\x7F]+", r"[!-~]+", r".", r"(?s).", r"..", r"",
    r"\w", r"(\w+)\s", r"\b(\w+)\b", r"(?:^|\s)(\S+)", r"(?m)^(\w+)", r"(?m)^.*$", r".+", r"[^,;\n]+", r"[^|]+",
    r"(?<=#)\w+", r"\B\w+", r"\w+\Z", r"\A\w+", r"$", r"(?m)$", r"(?m)^", r"^", r"\b", r"\B", r"\s", r"\s*", r"\S",
    r"(?P<token>\w{2,})", r"(\w)\1", r"(?P<c>\w)(?P=c)+", r"(<)?\w+(?(1)>)", r"(?a)\w+", r"(?a)\b\w\w+\b", r"(?ai)k+",
    r"(?i)k", r"(?i)i+", r"(?i)ſ", r"(?i)[^s]+", r"(?i)straße", r"(?i)σ+", r"(?i:[a-f])+[a-f]", r"(?-i:a)b(?s-i:.)",
    r"x*", r"x{,2}", r"x{1", r"x{}", r"x{,}", r"{", r"]", r"}", r"[]a]+", r"[^]a]+", r"[a-]+", r"[[:alpha:]]+",
    r"[[.a.]]", r"[[=a=]]", r"[a&&b]+", r"[a--b]+", r"[\b]", r"\x41\u0042\U00000043\103\0", r"\v\f\a\t\r\n",
    r"\w++", r"(?>\w+)\b", r"\w*+\d", r"[\s\S]", r"[\d\D]+", r"[^\s\S]", r"[\w\W]{2}", r"[\S\n]+", r"[^\S ]+",
    r"(?x)a b # c", r"(?#note)\w+", r"a(?#b)*", r"(?:)", r"\#\ \-\é", r"(?=\w)", r"(?<=\b)\w", r"[\u02bc-\U00010000]+",
    r"(?i)[\u02bc-\U00010000]+", r"(?=(\w{3}))", r"(?=\b(\w+ \w+)\b)\w+", r"(?i)[\u0399-\U00010000]", r"(?ai)[\u0100-\U00010450]", r"(?i)[\U00010420-\U00010430]+",
)

CHARACTERS = (
    "a", "b", "A", "B", "z", "k", "K", "i", "I", "s", "S", "0", "1", "9", "_", "-", ".", "#", "'", " ", "\n", "\t", "\r",
    "\v", "\x1c", "\x1f", "\x85", "\xa0", "\0", "\x7f", "\u180e", "\u2028", "\u3000", "\u200b", "é", "É", "ß", "\u1e9e",
    "İ", "ı", "\u212a", "ſ", "σ", "ς", "Σ", "µ", "\u03bc", "\u0345", "ι", "\u1fbe", "ﬅ", "ﬆ", "\u0390", "\u1fd3", "ǅ", "Ж",
    "ᲀ", "в", "٣", "²", "\u0301", "一", "ア", "😀", "𐐨", "\U0010ffff", "^", "$", "|", "]", "[", "{", "}", "&", "~", "\\",
)
FEW = ("a", "b", "A", "1", "_", " ", "\n", "é", "ſ", "s")
POSSESSIVE_GROUPS = sys.version_info >= (3, 11, 5)  # before, Python's own were wrong (gh-106052)


class Generator:
    def __init__(self, source):
        self.source = source
        self.pool = FEW if source.random() < 0.6 else CHARACTERS
        self.group = "absent"
        self.ascii = source.random() < 0.15
        self.ignore_case = source.random() < 0.3
        self.verbose = source.random() < 0.1
        self.may_capture = source.random() < 0.4

    def chance(self, probability):
        return self.source.random() < probability

    def pattern(self):
        flags = "".join(letter for letter, on in (
            ("a", self.ascii), ("i", self.ignore_case), ("x", self.verbose), ("m", self.chance(0.2)),
            ("s", self.chance(0.2)), ("u", not self.ascii and self.chance(0.2))) if on)
        body = self.alternatives(self.source.randint(1, 3))
        return (f"(?{flags})" if flags else "") + body

    def alternatives(self, depth):
        return "|".join(self.sequence(depth) for _ in range(self.source.choice((1, 1, 1, 2, 3))))

    def sequence(self, depth):
        return "".join(self.term(depth) for _ in range(self.source.choices((0, 1, 2, 3), (1, 8, 8, 4))[0]))

    def space(self):
        return self.source.choice((" ", "\n", "# x\n", "#\\\ny\n")) if self.verbose and self.chance(0.3) else ""

    def term(self, depth):
        kind = self.source.random()
        if kind < 0.1:
            return self.position(depth)
        if kind < 0.12:
            return "(?#note\\)x)"
        if kind < 0.65 or depth == 0:
            return self.space() + self.single() + self.quantifier(True) + self.space()
        return self.group_of(depth - 1)

    def position(self, depth):
        if depth and self.chance(0.5):
            ahead = self.source.choice(("(?=", "(?!"))
            return ahead + (self.alternatives if ahead == "(?=" else self.uncaptured)(depth - 1) + ")"
        if self.chance(0.4):
            inside = "".join(self.single() for _ in range(self.source.randint(1, 2)))
            return self.source.choice(("(?<=", "(?<!")) + inside + ")"
        return self.source.choice((r"\b", r"\B", r"\A", r"\Z", "^", "$"))

    def uncaptured(self, depth):
        before, self.may_capture = self.may_capture, False
        inside = self.alternatives(depth)
        self.may_capture = before
        return inside

    def group_of(self, depth):
        if self.group == "closed" and self.chance(0.3):
            if not self.ignore_case and self.chance(0.6):
                return r"\1" + self.quantifier(False)
            return f"(?(1){self.sequence(depth)}|{self.sequence(depth)})"
        if self.may_capture and self.group == "absent" and self.chance(0.5):
            self.group = "open"
            inside = self.source.choice(("(", "(", "(?P<name>")) + self.alternatives(depth) + ")"
            self.group = "closed"
            return inside + self.quantifier(False)
        opening = self.source.choice(("(?:", "(?:", "(?:", "(?>", "(?i:", "(?s:", "(?m:", "(?-s:", "(?m-s:"))
        before = self.ignore_case
        self.ignore_case |= opening == "(?i:"
        # Mostly not empty: what may be is not repeated.
        content = self.alternatives(depth) if self.chance(0.4) else self.single() + self.sequence(depth)
        inside = opening + content + ")"
        self.ignore_case = before
        return inside + self.quantifier(False)

    def quantifier(self, is_single):
        if self.chance(0.55):
            return ""
        low = self.source.randint(0, 2)
        high = low + self.source.randint(0, 2)
        counts = self.source.choice(("*", "+", "?", f"{{{low}}}", f"{{{low},}}", f"{{,{high}}}", f"{{{low},{high}}}"))
        kinds = ("", "", "?", "+") if is_single or POSSESSIVE_GROUPS else ("", "", "?")
        return counts + self.source.choice(kinds)

    def character(self):
        return self.source.choice(self.pool)

    def escaped(self, character):
        value = ord(character)
        forms = [re.escape(character), rf"\U{value:08x}"]
        if value < 0x10000:
            forms.append(rf"\u{value:04x}")
        if value < 0x100:
            forms += [rf"\x{value:02x}", rf"\{value:03o}" if value < 0x40 else rf"\x{value:02X}"]
        return self.source.choice(forms)

    def single(self):
        kind = self.source.random()
        if kind < 0.4:
            return re.escape(self.character()) if self.chance(0.7) else self.escaped(self.character())
        if kind < 0.5:
            return "."
        if kind < 0.7:
            return self.source.choice((r"\w", r"\W", r"\d", r"\D", r"\s", r"\S"))
        return self.character_class()

    def character_class(self):
        members = "".join(self.member() for _ in range(self.source.randint(1, 4)))
        first = "]" if self.chance(0.05) else ""
        last = self.source.choice(("-", "[:alpha:", "&&", "[", "||")) if self.chance(0.08) else ""
        return "[" + ("^" if self.chance(0.3) else "") + first + members + last + "]"

    def member(self):
        kind = self.source.random()
        if kind < 0.3:
            return self.source.choice((r"\w", r"\W", r"\d", r"\D", r"\s", r"\S", "a-z", "A-Z", "0-9"))
        if kind < 0.5:
            low, high = sorted((self.character(), self.character()))
            return f"{self.escaped(low)}-{self.escaped(high)}"
        return self.escaped(self.character())

    def text(self):
        return "".join(self.character() for _ in range(self.source.randint(0, 24)))


def case(seed, number):
    """A random pattern, and texts for it."""
    source = random.Random(f"{seed}/{number}")
    generator = Generator(source)
    pattern = generator.pattern()
    texts = ["", *(generator.text() for _ in range(6))]
    return pattern, [*texts, text_strings.text(seed, number).decode("utf-8", "replace")]


def letters():
    """Every character that has another case."""
    return [c for c in map(chr, range(0x20000))
            if not "\ud800" <= c <= "\udfff" and (c.lower() != c or c.upper() != c)]
