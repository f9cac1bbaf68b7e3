"""How each figure of a sentence is meant: as a target, a result, or as something that is no figure of a KPI.

A role is "target", "result", "rank", "change" (a difference), or the reason why the figure is not read.
"""

from __future__ import annotations

import re

from extract.shapes.report.report_branch import branches
from extract.shapes.text.clause_strands import Strand
from extract.shapes.text.clause_words import (
    CHANGE,
    COMPARE,
    FIGURE,
    LAST_YEARS,
    NATION,
    OWN,
    RANK,
    RESULT,
    TARGET,
    WHEN,
)

#: Roles of figures that are facts.
READ = frozenset({"target", "result", "rank"})
RANGE, CONDITION, BOUND, NOT_YET, SHARE = (
    "a range, not one number",
    "a condition, no target",
    "a bound, no figure",
    "expected, not yet so",
    "a share of the target, or the target itself",
)

_LINKS = r"(?:[はがをのもで:、「 ]|である|として|は、)*"
_AIM_LEFT = re.compile(rf"{TARGET}(?:と(?:する|した|なる))?{_LINKS}$")
#: A target that brackets or a colon name: 目標(郵送化率:96.0%以上).
_AIM_NAMED = re.compile(rf"{TARGET}[は:]?[^、。{TARGET}{RESULT}{FIGURE}]{{2,60}}[:は]$")
#: A target that names its KPI between, beside the result: KPIである…率60.0%以上に対して.
_AIM_APART = re.compile(
    rf"{TARGET}(?:である|の|とする)(?:[^、。(){TARGET}{RESULT}{FIGURE}]|\([^(){TARGET}{RESULT}{FIGURE}]*\)){{2,60}}$"
)
_BESIDE_RESULT = re.compile(r"に対し")
#: What a result is said to have done with its target: 94.0%と目標を上回った, 57.1%と目標には届かなかった.
_MET = (
    rf"と(?:年間)?{TARGET}+(?:を|に|には|にも|と同[じ水])[^、。{FIGURE}]{{0,6}}?"
    r"(?:上回|下回|超え|超過|達成(?!する)|クリア|届|達し|及ば|至ら|到達)"
)
_AIM_RIGHT = re.compile(
    rf"^(?!{_MET})」?(?:を|が|の|という|と)(?:年間)?{TARGET}(?!値?(?:の|である|は)?[{FIGURE}{LAST_YEARS}])"
)
#: What sets a target as the topic of the sentence, before the names of all that it lists: 目標(KPI)は、達成状況100%、….
_TOPIC = re.compile(
    rf"^(?:なお、|また、)?[^、。{FIGURE}{RESULT}]{{0,12}}{TARGET}+(?:値)?は[、:]?(?=[^{FIGURE}{LAST_YEARS}]{{4,}}{FIGURE})"
)
#: A share of the target that was reached, 目標の88%: surely one where it is all that an aside says or the verb says so,
#: surely the target itself before what is measured by it (目標の62.0%を下回った, 目標の62.0%に対し).
_OF_AIM = re.compile(rf"{TARGET}の約?$")
_IS_SHARE = re.compile(r"に(?:とど|留|相当|当た|あた|すぎ|過ぎ)|(?:程度)?の?(?:進捗|達成率)|強|弱|程度")
_IS_AIM = re.compile(
    r"[をがは、へも]|と(?:比|同|の差|いう|す|し)|に(?:対|は|も|届|及|至ら|達しな|満たな|比べ|向|近|迫|到達)|より|から|まで"
    r"|の(?:達成|確保|実現|水準)"
)
_OWN_AIM = re.compile(rf"{TARGET}[はを:]?[{FIGURE}{LAST_YEARS}]")
#: A label over all that follows it: 【目標】, 令和5年度目標(KPI):.
_LABEL = re.compile(rf"^[【〔\[<(]?{WHEN}?の?(?P<role>{TARGET}+|{RESULT})(?:[】〕\]>)][:]?|:)")
_WORK = (
    r"(?:引き?上げ|引き?下げ|高め|拡大|拡充|維持|堅持|向上|改善|増や|減ら|抑え|低減|縮減|伸ば|設定"
    r"|(?:上昇|増加|減少)させ)"
)
_SETS = re.compile(
    r"^(?:と(?:する|した|し[、て]|定め|設定)|を?(?:目指|めざ|達成(?:する|し、|を目)|確保(?:する|し、))"
    r"|となる(?:よう|こと(?:を|に))|の(?:達成|確保|実現|維持)(?:を(?:目|図)|に(?:向|努))"
    rf"|に(?:する|した|し[、て]|{_WORK})|を?{_WORK}(?!し(?:た|て))|(?:へ|まで|にまで)(?:と)?{_WORK})"
)
_SETS_BARE = re.compile(
    r"^(?:と(?:する|し、これ)|を?(?:目指|めざ|維持する|堅持する|達成する)(?!必要|こと|ため|よう|には|場合|見込)"
    rf"|(?:に|へ|まで){_WORK}(?:る|する))"
)
_AND_MORE = re.compile(r"^(?:、|と|及び|並びに|・|、かつ)")
_EXPECTED = re.compile(
    r"見込|予定|予測|推計|想定|場合|であれば|ならば|すれば|とすると|可能性|おそれ|恐れ|試算|見通し|目指|めざ|必要|期待"
    r"|たい(?:。|$)|^を?(?:達成|維持|確保)(?:に(?:努|向)|することは)"
)
#: Before the figure that it is: 令和6年度見込み63.5%.
_OUTLOOK = re.compile(r"(?:見込み?|見通し)(?:値|率)?(?:は|が|で|:)*$")
_SUPPOSED = re.compile(r"^(?:仮に|もし|例[:)]|例えば|たとえば|\(例\)|(?:記入|計算|算出)例)")
_NO_FIGURE = re.compile(
    r"^(?:を(?:超|上回|下回|割)|に(?:は)?(?:達し(?:て(?:い)?な|な)|届(?:か|いて(?:い)?な)|及ば|満た)|強(?!化)|弱|前後|程度|台"
    r"|の?水準に(?:な|達して(?:い)?な))"
)
#: A verb that ends a clause, so that what stands before it says nothing of the figure behind it.
VERB_BEFORE = re.compile(
    r"引き?続き|同様|[しいきりえれっけせ]た(?!め)|する|して|により|による|ため|から$|ことで|れば|[^こ]と、"
)
#: What is still lacking: あと18社, 残り5件, 目標の650社以上まで12社.
_LACKING = re.compile(r"(?:残り?|あと|残すところ|不足(?:は|が)?)$|^まで(?:は|に|には)?、?$")
#: Whose goals or figures are not the branch's.
_OTHERS = re.compile(
    r"(?:^|[^一-龥])国(?:の|は|が|で)|政府|厚生労働省|都道府県で|全ての都道府県|協会(?:けんぽ)?全体|[都道府県]全体|全支部|上位[^、は]{0,6}支部"
    rf"|(?:全国健康保険協会|協会けんぽ|本部|(?<![一-龥])協会)(?:の|として(?:の|は)?){WHEN}?の?(?:事業計画|{TARGET})(?:では|は|が|として)"
    r"|最も[高低多少]い支部|(?:他|近隣|隣接|周辺)[^、は]{0,4}支部"
    r"|健(?:康)?保(?:険)?組合|(?:市町村|国民健康保険|組合)国?保|国民健康保険|共済組合|後期高齢者医療"
)


_BRANCH = re.compile(rf"({'|'.join(branches())})支部(?=[はがのでも、:(]|{WHEN}|{FIGURE})")


def is_supposed(strand: Strand) -> bool:
    """Whether a sentence only supposes what it says (仮に…, 例:…)."""
    return bool(_SUPPOSED.match(strand.shape))


def is_of_others(strand: Strand, at: int) -> bool:
    """Whether the words before a place speak of the state, all prefectures or other branches, and not of the own again
    (本部の目標は61%、当支部の目標は64%).
    """
    return bool(_OTHERS.search(strand.shape[strand.shape.rfind(OWN, 0, at) + 1 : at]))


def is_of_another_branch(strand: Strand, at: int, own: str) -> bool:
    """Whether the branch named last before a place as whose its figure is (秋田支部は63%) is not `own`, a code."""
    named = _BRANCH.findall(strand.shape, strand.shape.rfind(OWN, 0, at) + 1, at)
    return bool(named) and branches()[named[-1]] != own


def roles(strand: Strand, is_plan: bool) -> dict[int, str]:
    """The role of each figure of a strand, by its place; of a list joined by 、 that of its last member counts."""
    places = strand.counted()
    label = _LABEL.match(strand.shape)
    topic = _TOPIC.match(strand.shape)
    own = label is not None and _OWN_AIM.search(strand.shape, label.end())  # 【KPI】…率28.2%、目標61.0%
    aims = topic is not None or (label is not None and label["role"][0] == TARGET and not own)
    behind = max(found.end() for found in (label, topic) if found is not None) if aims else 0
    goal_ends = strand.shape.find(RESULT, behind) if aims else 0
    out: dict[int, str] = {}
    following = "result"
    for number in range(len(places) - 1, -1, -1):
        at = places[number]
        end = places[number + 1] if number + 1 < len(places) else len(strand.shape)
        left = strand.shape[places[number - 1] + 1 if number else 0 : at].lstrip(COMPARE)
        role = _role(strand.shape[at:], end - at, re.sub(f"[{WHEN}{OWN}]", "", left), left, is_plan, following)
        dated = role == "result" and _is_dated(strand, at - len(left), at)
        if role in ("result", CONDITION) and aims and not dated and (goal_ends < 0 or at < goal_ends):
            role = "target"
        if role == CONDITION and any(note.sign == TARGET for note in strand.notes.get(at, ())):
            role = "target"
        if role == "result" and any(_EXPECTED.search(inner.shape) for inner in strand.inner.get(at, ())):
            role = NOT_YET
        if role == "target" and _OF_AIM.search(left):
            role = _of_the_target(strand, at, role)
        following = out[at] = role
    return out


def _of_the_target(strand: Strand, at: int, role: str) -> str:
    """The role of a percentage that 目標の stands before: the target, or how much of it was reached ("change")."""
    figure, behind = strand.word(at).figure, strand.shape[at + 1 :]
    if figure is None or figure.unit != "%" or behind.startswith(COMPARE) or _IS_AIM.match(behind):
        return role
    return "change" if not behind or _IS_SHARE.match(behind) else SHARE


def _is_dated(strand: Strand, start: int, end: int) -> bool:
    """Whether words of this stretch name a month up to which figures run: what is dated so was counted, not set."""
    moments = [word.moment for word in strand.words[start:end] if word is not None]
    return any(moment is not None and moment.as_of is not None for moment in moments)


def _role(shape: str, length: int, plain: str, left: str, is_plan: bool, following: str) -> str:
    """The role of the figure that a shape begins with; `length` says where the next one stands."""
    sign, behind = shape[0], shape[1:].removeprefix(COMPARE)
    if sign in (CHANGE, RANK):
        return "change" if sign == CHANGE else "rank"
    if _LACKING.search(plain):
        return "change"
    apart = _BESIDE_RESULT.match(behind) and _AIM_APART.search(plain)
    named = shape.startswith(COMPARE, 1) and (_AIM_NAMED.search(plain) or apart)
    aims = bool(_AIM_LEFT.search(plain) or _AIM_RIGHT.match(behind) or named)
    if sign == LAST_YEARS:
        return "target" if _SETS.match(shape[1:]) or aims or len(shape) == 1 else BOUND
    if left.endswith("~") or shape.startswith("~", 1):
        return RANGE
    if aims or _SETS_BARE.match(shape[1:]):
        return "target"
    if shape.startswith(COMPARE, 1):
        sets = _SETS.match(behind) or (not behind and is_plan)
        joined = _AND_MORE.match(behind) and following == "target"
        return "target" if sets or joined else CONDITION
    if _OUTLOOK.search(plain) or _EXPECTED.search(shape[1:length].split("、", maxsplit=1)[0]):
        return NOT_YET
    own = re.search(f"[{WHEN}{NATION}]の?{RESULT}?{_LINKS}$", left) and not left.endswith(("は", "が"))
    return BOUND if _NO_FIGURE.match(behind) and not own else "result"


def is_one_of_several_clauses(strand: Strand, at: int) -> bool:
    """Whether the sentence says something else before the clause of a figure, or after it."""
    before = strand.shape[:at].split("、")[:-1]
    after = re.split(r"、|とともに|ため|ことで|により", strand.shape[at:])[1:]
    verb = any(
        VERB_BEFORE.search(clause + "、") or clause.endswith(("し", "て", "り", "き", "め")) for clause in before
    )
    return verb or any(re.search(r"[一-龥]", clause) and FIGURE not in clause for clause in after)
