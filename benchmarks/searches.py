"""Searches over texts that a user would take instead: each library as its own documentation uses it.

Each takes labelled texts and gives a search: a question -> one score a text.
"""

from __future__ import annotations

import logging
import sqlite3
import unicodedata
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Labelled = Sequence[tuple[str, tuple[str, ...]]]
"""Texts with the labels that each of them answers."""

Search = Callable[[str], Scores]


def plain(text: str) -> str:
    """Full width folded, lower case: the two lines that everybody writes first."""
    return unicodedata.normalize("NFKC", text).lower()


def words(text: str) -> list[str]:
    """jieba's words, as its documentation cuts them."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    return [word for word in jieba.cut(plain(text)) if word.strip()]


def token_set_ratio(texts: Labelled) -> Search:
    """Over jieba's words: without spaces, Chinese is one token."""
    from rapidfuzz import fuzz, process

    spaced = [" ".join(words(text)) for text, _ in texts]

    def search(question: str) -> Scores:
        return process.cdist([" ".join(words(question))], spaced, scorer=fuzz.token_set_ratio)[0]

    return search


def partial_ratio(texts: Labelled) -> Search:
    from rapidfuzz import fuzz, process

    bare = [plain(text) for text, _ in texts]
    return lambda question: process.cdist([plain(question)], bare, scorer=fuzz.partial_ratio)[0]


def rank_bm25(texts: Labelled) -> Search:
    from rank_bm25 import BM25Okapi

    index = BM25Okapi([words(text) for text, _ in texts])
    return lambda question: index.get_scores(words(question))


def bm25s(texts: Labelled) -> Search:
    import bm25s as library

    index = library.BM25()
    index.index([words(text) for text, _ in texts], show_progress=False)

    def search(question: str) -> Scores:
        known = [word for word in words(question) if word in index.vocab_dict]
        return index.get_scores(known) if known else np.zeros(len(texts), np.float32)

    return search


def fts5_words(texts: Labelled) -> Search:
    return _fts5(texts, "unicode61", words)


def fts5_trigram(texts: Labelled) -> Search:
    return _fts5(texts, "trigram", lambda text: _grams(plain(text)))


def _grams(text: str) -> list[str]:
    return [text[start : start + 3] for start in range(len(text) - 2)]


def _fts5(texts: Labelled, tokenizer: str, cut: Callable[[str], list[str]]) -> Search:
    """Any of the question's tokens, ranked by FTS5's own bm25()."""
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE t USING fts5(body, tokenize = '{tokenizer}')")
    spaced = [plain(text) if tokenizer == "trigram" else " ".join(words(text)) for text, _ in texts]
    database.executemany("INSERT INTO t(rowid, body) VALUES (?, ?)", enumerate(spaced))

    def search(question: str) -> Scores:
        scores = np.zeros(len(texts), np.float32)
        asked = " OR ".join('"' + token.replace('"', '""') + '"' for token in cut(question))
        if asked:
            found = database.execute("SELECT rowid, -bm25(t) FROM t WHERE t MATCH ?", (asked,))
            for row, score in found:
                scores[row] = score
        return scores

    return search


def tfidf(texts: Labelled) -> Search:
    from sklearn.feature_extraction.text import TfidfVectorizer

    cut = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True)
    known = cut.fit_transform([plain(text) for text, _ in texts])
    return lambda question: (known @ cut.transform([plain(question)]).T).toarray().ravel()


def tfidf_svm(texts: Labelled) -> Search:
    """Character TF-IDF with a linear classifier for each label: one score a label, not a text."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.preprocessing import MultiLabelBinarizer
    from sklearn.svm import LinearSVC

    cut = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True)
    known = cut.fit_transform([plain(text) for text, _ in texts])
    truth = MultiLabelBinarizer(classes=all_labels(texts)).fit_transform([g for _, g in texts])
    learned = OneVsRestClassifier(LinearSVC(random_state=0)).fit(known, truth)
    return lambda question: learned.decision_function(cut.transform([plain(question)]))[0]


def chatterbot(texts: Labelled) -> Search:
    """ChatterBot's BestMatch over all it was taught, by its own comparison; it names one best text.

    NoOpTagger and TextSearch, because its other tagger needs a language model to be downloaded.
    """
    from chatterbot import ChatBot, comparisons, tagging
    from chatterbot.conversation import Statement

    bot = ChatBot(
        "专员",
        database_uri=None,
        tagger=tagging.NoOpTagger,
        read_only=True,
        search_algorithm_name="text_search",
        statement_comparison_function=comparisons.LevenshteinDistance,
    )
    bot.storage.create_many(
        [
            Statement(
                text=str(place),
                search_text=str(place),
                in_response_to=plain(text),
                search_in_response_to=plain(text),
                conversation="taught",
            )
            for place, (text, _) in enumerate(texts)
        ]
    )

    def search(question: str) -> Scores:
        scores = np.zeros(len(texts), np.float32)
        said = bot.get_response(plain(question))
        if said.text.isdigit() and said.confidence:
            scores[int(said.text)] = said.confidence
        return scores

    return search


def all_labels(texts: Labelled) -> list[str]:
    """Every label, sorted."""
    return sorted({label for _, labels in texts for label in labels})
