"""Texts in several scripts, to train on and to compare answers on. The same ones each time."""
import random

# Words that tell classes apart, by script.
WORDS = {
    "latin": "malware dropper beacon macro phishing lure invoice portal payload probe waf inject 10.0.0.7 T1059 it's "
             "don't e-mail".split(),
    "accents": "größe naïve straße zürich café ŁÓDŹ crème brûlée Ærøskøbing ﬁre ﬂow Ångström İstanbul ısı e\u0301te\u0301 "
               "n\u0303andu Ǆungla ŉ".split(),
    "greek": "ΚΌΣΜΟΣ Σίσυφος ὈΔΥΣΣΕΎΣ ΣΑΣ Σ αΣ. ΟΔΟΣ φως ϐ ᾳ ῼ".split(),
    "turkish": "IŞIK ışık İĞNE iğne KIRMIZI kırmızı DİYARBAKIR".split(),
    "cyrillic": "ПРИВЕТ мир ёлка ЙОД Ѐ ѝ".split(),
    "cjk": "攻撃 検知 日本語 恶意软件 钓鱼 ネットワーク ｶﾀｶﾅ ＦＵＬＬ 한국어 가각 ㎏ ㈱ 豈".split(),
    "digits": "٣٤٥ १२३ ４５６ ²³ ½ Ⅻ ⅷ 𝟘𝟙 12ab ab12 x1".split(),
    "emoji": "🔥 🚨 👩‍💻 🇩🇪 ☠️ 1️⃣ 𝒜𝒷 𐐀𐐨 ﷺ".split(),
    "marks": "अनुस्वार กำ ที่ שָׁלוֹם مُحَمَّد नि o\u0308\u0323 \u0345α".split(),
}
SHARED = "host user the alert a was ticket and server login of is on by system".split()
SPACES = [" ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "\u3000", "\x1c", "\x1f", "\x85", "\u2028", "\x0b", "\u200b",
          "\u180e"]
CONTROLS = ["\x00", "\x01", "\x07", "\x1b[31m", "\x7f", "\u200d", "\ufeff", "\u202e", "\ufffd"]
PUNCTUATION = list(".,;:!?-_/\\'\"()[]{}#@$%^&*+=|~<>`") + ["…", "—", "«", "»", "¿", "、", "。"]


def sentence(draw, own, length):
    """Words of one's own and of all, in any case, with all kinds of space between them."""
    pieces = []
    for _ in range(length):
        word = draw.choice(own if draw.random() < 0.5 else SHARED)
        pieces.append(draw.choice([word, word, word.upper(), word.lower(), word.title()]))
        if draw.random() < 0.2:
            pieces.append(draw.choice(PUNCTUATION))
        pieces.append(draw.choice(SPACES) if draw.random() < 0.3 else " ")
    return "".join(pieces)


def corpus(classes, seed=1, each=14):
    """(texts, class numbers) to train on: each class has words of its own in every script."""
    draw = random.Random(seed)
    texts, numbers = [], []
    for number in range(classes):
        own = [word for words in WORDS.values() for word in words[number::classes]]
        for _ in range(each):
            texts.append(sentence(draw, own, 14))
            numbers.append(number)
    return texts, numbers


def texts(seed=2):
    """What answers are compared on."""
    draw = random.Random(seed)
    everything = [word for words in WORDS.values() for word in words]
    made = ["", " ", "\n\n", "\x00", "the", "unknown entirely", "a", "ab", "\u0301", "İ", "ς", "ΑΣ", "Σ"]
    for words in WORDS.values():
        made += [sentence(draw, words, 8) for _ in range(4)]
        made.append(" ".join(words))
        made.append("".join(words))
    made += [sentence(draw, everything, 20) for _ in range(40)]
    made += [control.join(draw.choices(everything, k=5)) for control in CONTROLS]
    made += [space.join(draw.choices(everything, k=6)) for space in SPACES]
    made += [draw.choice(PUNCTUATION).join(draw.choices(everything, k=6)) for _ in range(10)]
    long = sentence(draw, everything, 2000)
    while len(long.encode()) < 1_000_000:
        long += long
    made.append(long)
    return made
