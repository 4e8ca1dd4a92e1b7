"""Families of phrases typical of spam, in French and English.

They are written by hand, never learned.

Each has a weight that stands before anything was learned: together they are the filter's first opinion. Words that are at
home under events (gratuit, prix, s'inscrire, lien) are in none. Texts are folded before they are looked at.
"""

import re

_OURS = (
    "channel|chaine|video|vid|cover|song|music|remix|track|site"
    "|website|page|blog|store|shop|boutique|link|lien|profile|profil|app|album|mixtape|single|playlist|account|compte"
)
_WRITTEN: dict[str, tuple[int, str]] = {
    "follow": (
        3,
        r"""
        su[bcs]+cri\w* | sub(s|bed|4sub|\s(for|4)\ssub)? | abonn\w+ vous a (ma|mon|notre) | abonnez vous |
        follow (me|us|my) | suivez (moi|nous|ma|mon) | suis moi | rejoign\w* (moi|nous) |
        join (us|me|my|our|now|today)
        """,
    ),
    "channel": (
        1,
        r"""
        channels? | chanel | playlists? | upload(s|ed)? | blogs? | websites? | facebook | instagram |
        twitter | telegram | whatsapp | snapchat | skype | viber
        """,
    ),
    "look": (
        3,
        r"""
        ch?eck\w* (it |this |them |us |me |him |her )?(out|my|our|us|me) | visit (my|our|us|this|the) |
        visitez | click\w* | cliquez | clic (ici|sur) | look (at|up) (my|our|me|up) |
        regarde[zr]? (ma|mon|mes|notre) | decouvrez | venez (voir|decouvrir) | go to | take a look |
        jetez un
        """,
    ),
    "beg": (
        2,
        r"""
        plea+[sz]e? | pl[sz]+ | plz+ | help me | support (me|us|my) | give (me|us|it) | a chance |
        votez? (for|pour) | partagez | share (this|my|it) | donate | signez? | petition | appreciate |
        ignore | s'?il (te|vous) plai\w*
        """,
    ),
    "bait": (1, r"thumbs? up | like (this|if|for|my) | hit (the )?like | pouces? (bleu|en l'air)"),
    "mine": (3, r"(my|our|ma|mon|mes|notre|nos) (\w+ )?(OURS)s?"),
    "money": (
        3,
        r"""
        money | cash | dollars? | argent | earn\w* | gagn(ez|er) | income | rich | riche | paypal |
        bitcoins? | btc | crypto\w* | forex | trading | invest(ing|ment|ir) | profits? | payday | loans? |
        prets? (rapides?|d argent|entre) | credits? rapides? | per (day|week|month|hour) | jackpots? |
        lotter\w* | loterie | casinos? | betting | paris sportifs | poker
        """,
    ),
    "shop": (
        3,
        r"""
        buy | achetez | cheap | pas chers? | discount | promos? | coupons? | soldes? | replica | luxury |
        handbags? | free shipping | order now | wholesale | outlet
        """,
    ),
    "free": (
        2,
        r"""
        giveaway | gift ?cards? | prizes? | download\w* | telecharg\w* | hack\w* | generator | cheats? | apk |
        keygen | crack | itunes | iphone | ipad | xbox | amazon | android | apps? | free
        """,
    ),
    "pills": (
        6,
        r"""
        viagra | cialis | levitra | kamagra | xanax | tramadol | valium | online pharmacy |
        pharmacie en ligne | weight loss | lose weight | perdre du poids | maigrir | penis | erect\w* |
        testosteron\w* | steroids? | keto
        """,
    ),
    "sex": (
        6,
        r"""
        porn\w* | xxx | nudes? | hot girls? | escorts? | webcams? | cam girls? | dating |
        rencontres? coquines? | onlyfans | milf
        """,
    ),
    "seo": (
        4,
        r"""
        seo | back ?links? | page ?rank | (web|more|site) traffic | google rank\w* | first page of google |
        premiere page de google | referencement | web ?design\w* | leads? | guest post | domain authority
        """,
    ),
    "flatter": (
        3,
        r"""
        (great|nice|awesome) (post|article|blog|site|info\w*|read) |
        i (really )?(enjoy\w*|like|love) (your|this) (site|blog|post|writ\w*) | keep up the good |
        very informative | helpful (info\w*|post) | bookmark\w* | your (web ?)?site | your blog |
        votre (blog|site)
        """,
    ),
    "cure": (
        6,
        r"""
        spell ?caster | love spell | herbal | marabout | voyant\w* | retour (d'?|de l'?)? ?affect\w* |
        ex back | testimon\w* | cured? | illuminati | hacker for hire |
        recover\w* (my|your) (money|funds|wallet|account)
        """,
    ),
    "artist": (
        1,
        r"""
        rapper | artists? | singer | band | musician | producer | beats? | remix | covers? | mixtape |
        talent\w* | rappeur | dj
        """,
    ),
    "me": (0, r"my | mine | me | i'?m | im | our | we | us | mon | ma | mes | notre | nos | moi | je"),
    "you": (
        0,
        r"you | your | u | ur | guys | everyone | everybody | people | vous | votre | vos | tout le monde",
    ),
    "if": (0, r"if | would | could | can | si | just | only"),
}


def _pattern(written: str) -> re.Pattern[str]:
    """Compile a family: alternatives separated by bars, each matching whole words.

    Line breaks and spaces around the bars are ignored.
    """
    plain = re.sub(r"\s+\|\s+", "|", written.strip()).replace("OURS", _OURS)
    return re.compile(rf"\b(?:{plain})\b")


FAMILIES = {name: _pattern(written) for name, (_weight, written) in _WRITTEN.items()}
# What stands before anything was learned, by the name of the feature. A link alone is nothing bad: links have their limit.
PRIOR = {f"family {name}": float(weight) for name, (weight, _written) in _WRITTEN.items() if weight} | {
    "link": 2.5, "links": 2.0, "several families": 2.0, "capitals": 1.0, "price": 2.0,
}  # fmt: skip
FIRST_BIAS = -1.4
