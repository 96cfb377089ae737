"""Random and hostile texts, as UTF-8 bytes. Text `number` of a seed is always the same."""

import random
import unicodedata

# What the cleaning rules look for, what nearly is that, and what stands between.
FRAGMENTS = (
    "google", "drive", "google drive", "gdrive", "box.com", "box", ".com", "dropbox", "xdropbox",
    "http", "https://", "ttp", "hhttp", "www.", "www", "wwww.", "1.2.3.4", "10.0.0.256", "1234.5.6.7",
    "1.2.3", ".4", "1", "12", "123", "1234", "c:\\", "C:\\x", ":\\", "ab:\\cd", "/", "//", "/a", "\\",
    "a" * 19, "b" * 20, "0" * 20, "QWxhZGRpbjpvcGVu", "=", "==", "+", "_", "a", "z9", "Z", "-", ".", ":",
    ",", "'", "(", " ", "  ", "\t", "\n", "\r", "\v", "\f", "\0", "\x1b", "\x1c", "\x1f", "\x7f", "\x85",
    "\xa0", "\xad", "\u1680", "\u180e", "\u2003", "\u2028", "\u202f", "\u3000", "\ufeff", "\u200b",
    "\u200d", "\ufffd", "é", "É", "ß", "İ", "ı", "\u212a", "\u212b", "ſ", "Σ", "ΑΣ", "σ", "ς", "Ω", "Ж", "ǅ", "ŉ",
    "\u0301", "\u0307", "\u0345", "\u05b0", "א", "ع", "٣", "۴", "३", "๔", "߃", "\uff11", "\uff0e", "\uff0f",
    "𝟗", "𞥕", "²", "½", "Ⅷ", "ⅷ", "①", "一", "한", "ア", "ა", "Ა", "Ꭰ", "ꭰ", "𐐀", "𐐨", "𞤀", "😀",
)

WORDS = (
    "User", "reports", "that", "the", "file", "server", "FIN-SRV-01", "sent", "15.7GB", "to", "Google",
    "Drive", "a", "personal", "Dropbox", "from", "192.168.1.20", "at", "02:30", "via",
    "https://evil.example/x?y=1", "C:\\Users\\bob\\a.exe", "/etc/passwd", "d41d8cd98f00b204e9800998ecf8427e",
    "box.com", "gdrive", "www.example.org", "e-mail", "bob@example.com", "T1059.001", "INC0012345", "Größe",
    "ПОЛЬЗОВАТЕЛЬ", "サーバー", "ΟΔΟΣ", "can't",
)

BLOCKS = (
    (0x00, 0x7F), (0x80, 0x24F), (0x250, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x530, 0x6FF),
    (0x7C0, 0x97F), (0xE00, 0xE7F), (0x10A0, 0x10FF), (0x13A0, 0x13FF), (0x1C80, 0x1CBF),
    (0x1E00, 0x1FFF), (0x2000, 0x218F), (0x2460, 0x24FF), (0x3000, 0x30FF), (0x4E00, 0x4EFF),
    (0xA640, 0xA7FF), (0xAB30, 0xABFF), (0xFB00, 0xFDFF), (0xFF00, 0xFFFF), (0x10400, 0x104FF),
    (0x11000, 0x110FF), (0x16E40, 0x16E9F), (0x1D400, 0x1D7FF), (0x1E900, 0x1E95F), (0x1F100, 0x1F64F),
    (0xE0000, 0xE01EF),
)


def is_scalar_value(value):
    return not 0xD800 <= value <= 0xDFFF


def of_fragments(source):
    return "".join(source.choices(FRAGMENTS, k=source.randint(1, 14)))


def of_few_fragments(source):
    """The same few again and again, so that rules meet each other."""
    few = source.sample(FRAGMENTS, k=source.randint(2, 5))
    return "".join(source.choices(few, k=source.randint(2, 12)))


def of_words(source):
    """Incident text in which a few characters have been replaced."""
    characters = list(" ".join(source.choices(WORDS, k=source.randint(1, 25))))
    for _ in range(source.randint(0, 4)):
        characters[source.randrange(len(characters))] = source.choice(FRAGMENTS)
    return "".join(characters)


def of_one_block(source):
    first, last = source.choice(BLOCKS)
    return "".join(chr(source.randint(first, last)) if source.random() < 0.8 else source.choice("aA1. ")
                   for _ in range(source.randint(1, 24)))


def of_anything(source):
    values = (source.randrange(0x110000) for _ in range(source.randint(1, 16)))
    return "".join(map(chr, filter(is_scalar_value, values)))


def broken(source):
    """UTF-8 in which bytes have been replaced, and which may end within a sequence."""
    data = bytearray((of_fragments(source) + of_one_block(source)).encode())
    for _ in range(source.randint(1, 6)):
        data[source.randrange(len(data))] = source.randrange(0x80, 0x100)
    return bytes(data[:source.randint(1, len(data))])


FAMILIES = (of_fragments, of_few_fragments, of_words, of_one_block, of_anything, broken)


def text(seed, number):
    """Families take turns."""
    made = FAMILIES[number % len(FAMILIES)](random.Random(f"{seed}/{number}"))
    return made if isinstance(made, bytes) else made.encode()


def is_named(value):
    """Neither unassigned, of private use, nor a surrogate."""
    return unicodedata.category(chr(value)) not in ("Cn", "Co", "Cs")


def every_other_character():
    """Each scalar value that every_character leaves out; 1,024 of them a text."""
    values = [value for value in range(0x110000) if is_scalar_value(value) and not is_named(value)]
    for begin in range(0, len(values), 1024):
        yield "".join(map(chr, values[begin:begin + 1024])).encode()


def every_character():
    """Each assigned code point in the places where its class and case matter; 64 of them a text."""
    values = [value for value in range(0x110000) if is_named(value)]
    for begin in range(0, len(values), 64):
        yield "\n".join(f"google{c}drive 1.2.3.{c} {c}Σ A{c}Σ"
                        for c in map(chr, values[begin:begin + 64])).encode()
