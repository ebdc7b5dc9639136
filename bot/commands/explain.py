"""How an answer came about, in words for coordinators: `ask --explain`, and beneath the misses of `evaluate`."""

from __future__ import annotations

from knowledge.answering import Answer, Knowledge
from knowledge.deciding import Circumstances

CHECKS = {
    "intent": "按意图判断",
    "elsewhere": "问的是其他地方",
    "service": "是办事的请求",
    "unstated": "问的内容文件没有写明",
    "other city": "本市文件没有写，另一市有",
    "nothing near": "没有足够接近的条款",
    "compared": "两市对比",
    "best": "得分最高的条款",
    "unsure": "两条差不多，请对方选",
    "complaint": "埋怨该给的没给",
    "person": "明说要找人",
    "shrug": "只说了不知道",
    "chosen": "对方自己选的条款",
}
CANDIDATES = 6
REASONS = 8


def explain(answer: Answer, knowledge: Knowledge) -> str:
    """The words, the candidates with each score, the checks, and what spoke for the best label."""
    explained = answer.explanation
    if explained is None:
        return ""
    scores, about = explained.scores, explained.about
    fused = scores.fused(knowledge.thresholds)
    ranked = sorted({**scores.learned, **fused}.items(), key=lambda pair: -pair[1])
    lines = [
        f"理解为：{answer.question}",
        f"分词：{' / '.join(explained.words)}",
        f"城市：{'、'.join(about.cities)}{'（对比）' if about.compares else ''}",
        f"结论：{answer.status}（{CHECKS.get(explained.decision.why, explained.decision.why)}）",
        f"没有写明的：{_unstated(about)}；级别不符的条款：{'、'.join(sorted(about.contradicted)) or '无'}",
        f"按身份要说明的：{'；'.join(answer.remarks) or '无'}；别的级别：{_levels(about)}",
        *(f"还问了另一件事：{explain(second, knowledge)}" for second in answer.others[:1]),
        "候选（合计＝学到的分＋词面分×权重）：",
    ]
    for label, total in ranked[:CANDIDATES]:
        learned, lexical = scores.learned.get(label, -1.0), scores.lexical.get(label)
        words = "" if lexical is None else f"，词面 {lexical:.2f}"
        lines.append(f"  {label:<16} {total:+.2f}（学到 {learned:+.2f}{words}）")
    lines.append(f"对“{ranked[0][0]}”起作用的字词：{_reasons(answer, knowledge, ranked[0][0])}")
    return "\n".join(lines)


def _levels(about: Circumstances) -> str:
    here = about.other_levels
    if here is None:
        return "无"
    return f"{here.clause} 只写了{'、'.join(here.stated)}级的{here.thing}"


def _unstated(about: Circumstances) -> str:
    if about.unstated is None:
        return "无"
    return f"{about.unstated.says}{'（同时还问了别的）' if about.unstated.beside else ''}"


def _reasons(answer: Answer, knowledge: Knowledge, label: str) -> str:
    if label not in knowledge.ranker.labels:
        return "没有学过这个标签"
    terms = knowledge.language.cut(knowledge.gazetteer.look(answer.question).rest)
    reasons = knowledge.ranker.reasons(terms, label, REASONS)
    return "，".join(f"{name[1:]}({share:+.2f})" for name, share in reasons)
