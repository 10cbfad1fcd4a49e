"""Small models, trained once a session on sentences of our own, laid out and registered as Stanza's own are.

The loading code sees a folder as `tinso models download` leaves it, and needs no switch for tests. `TINSO_TEST_MODELS`
names a folder to keep the models in from run to run; without it they are trained anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HERE = Path(__file__).parent
COPIES = 12
"""How many sentences each line of trees grows into."""
THAI_TEXTS = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Stanza, and says so."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.stanza)


def grow_trees(path: Path, seed: int) -> Iterator[list[tuple[str, str, int, str]]]:
    """The sentences of a file of trees: each as (form, category, head, relation) a word."""
    chance = random.Random(seed)
    words: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("= "):
            name, forms = line[2:].split(" ", 1)
            words[name] = forms.split("|")
        elif line and not line.startswith("#"):
            tree = [part.rsplit("/", 3) for part in line.split()]
            for _ in range(COPIES):
                yield [
                    (
                        re.sub(r"<(\w+)>", lambda m: chance.choice(words[m[1]]), form),
                        category,
                        int(head),
                        relation,
                    )
                    for form, category, head, relation in tree
                ]


def write_treebank(folder: Path, name: str, seed: int) -> None:
    """The grown trees as CoNLL-U, and as the text that they are the trees of, three sentences a paragraph."""
    sentences = list(grow_trees(HERE / "nb.trees", seed))
    random.Random(seed).shuffle(sentences)
    rows, texts = [], []
    for number, words in enumerate(sentences):
        rows.append(f"# sent_id = {name}-{number}")
        text = ""
        for at, (form, category, head, relation) in enumerate(words, 1):
            closed = at < len(words) and words[at][0] in (",", ".")
            text += form + ("" if closed or at == len(words) else " ")
            after = "SpaceAfter=No" if closed else "_"
            rows.append(f"{at}\t{form}\t{form}\t{category}\t_\t_\t{head}\t{relation}\t_\t{after}")
        rows.append("")
        texts.append(text)
    (folder / f"{name}.conllu").write_text("\n".join(rows) + "\n", "utf-8")
    (folder / f"{name}.txt").write_text("\n\n".join(" ".join(p) for p in batched(texts, 3)) + "\n", "utf-8")


def batched(values: list[str], size: int) -> Iterator[list[str]]:
    for at in range(0, len(values), size):
        yield values[at : at + size]


def write_thai(folder: Path, name: str, seed: int) -> None:
    """Thai paragraphs of a few sentences, parted by spaces alone, as CoNLL-U without trees and as text."""
    chance = random.Random(seed)
    lines = [
        line.split("|")
        for line in (HERE / "th.sentences").read_text("utf-8").splitlines()
        if line[:1] not in "#"
    ]
    rows, paragraphs = [], []
    for _ in range(THAI_TEXTS):
        sentences = []
        for line in chance.sample(lines, 3):
            words = [str(chance.randint(20, 9000)) if word == "<n>" else word for word in line]
            sentences.append("".join(f" {w} " if w.isdigit() else w for w in words).strip())
            rows += [f"{at}\t{w}\t_\t_\t_\t_\t{at - 1}\tdep\t_\t_" for at, w in enumerate(words, 1)]
            rows.append("")
        paragraphs.append(" ".join(sentences))
    (folder / f"{name}.conllu").write_text("\n".join(rows) + "\n", "utf-8")
    (folder / f"{name}.txt").write_text("\n\n".join(paragraphs) + "\n", "utf-8")


def train_tokenizer(data: Path, lang: str, saved: Path, *options: str) -> None:
    from stanza.models import tokenizer
    from stanza.utils.datasets import prepare_tokenizer_data

    for name in ("train", "dev"):
        prepare_tokenizer_data.main(
            [str(data / f"{name}.txt"), str(data / f"{name}.conllu"), "-o", str(data / f"{name}.toklabels"), "-m", str(data / f"{name}-mwt.json")]
        )  # fmt: skip
    tokenizer.main(
        [
            "--mode", "train", "--lang", lang, "--shorthand", f"{lang}_own", "--txt_file", str(data / "train.txt"),
            "--label_file", str(data / "train.toklabels"), "--mwt_json_file", str(data / "dev-mwt.json"),
            "--dev_txt_file", str(data / "dev.txt"), "--dev_label_file", str(data / "dev.toklabels"),
            "--dev_conll_gold", str(data / "dev.conllu"), "--conll_file", str(data / "out.conllu"),
            "--save_dir", str(saved.parent), "--save_name", saved.name, "--max_seqlen", "150", "--batch_size", "12",
            "--hidden_dim", "32", "--lr0", "0.006", "--cpu", *options,
        ]
    )  # fmt: skip


def train_model(module: str, data: Path, lang: str, saved: Path, *options: str) -> None:
    """Train the tagger or the parser, without word vectors."""
    from importlib import import_module

    import_module(f"stanza.models.{module}").main(
        [
            "--mode", "train", "--lang", lang, "--shorthand", f"{lang}_own", "--train_file", str(data / "train.conllu"),
            "--eval_file", str(data / "dev.conllu"), "--output_file", str(data / "out.conllu"),
            "--save_dir", str(saved.parent), "--save_name", saved.name, "--no_pretrain", "--word_cutoff", "1", "--cpu",
            *options,
        ]
    )  # fmt: skip


SMALL = ("--hidden_dim", "50", "--char_hidden_dim", "30", "--num_layers", "1", "--batch_size", "400",
         "--word_dropout", "0.1", "--dropout", "0.2", "--char_emb_dim", "30", "--transformed_dim", "40",
         "--deep_biaff_hidden_dim", "60", "--log_step", "1000")  # fmt: skip


def train_norwegian(folder: Path, data: Path) -> None:
    write_treebank(data, "train", 1)
    write_treebank(data, "dev", 2)
    train_lemmatizer(data, folder / "nb" / "lemma" / "own.pt")
    train_tokenizer(data, "nb", folder / "nb" / "tokenize" / "own.pt", "--steps", "150", "--eval_steps", "50")
    train_model(
        "tagger",
        data,
        "nb",
        folder / "nb" / "pos" / "own.pt",
        *SMALL,
        "--max_steps",
        "120",
        "--eval_interval",
        "60",
    )
    train_model(
        "parser",
        data,
        "nb",
        folder / "nb" / "depparse" / "own.pt",
        *SMALL,
        "--max_steps",
        "150",
        "--eval_interval",
        "50",
        "--no_checkpoint",
    )


def train_lemmatizer(data: Path, saved: Path) -> None:
    """A dictionary of the words seen; the parser wants lemmas, and Norwegian has a model of its own for them."""
    from stanza.models import lemmatizer

    lemmatizer.main(
        [
            "--mode", "train", "--shorthand", "nb_own", "--train_file", str(data / "train.conllu"),
            "--eval_file", str(data / "dev.conllu"), "--output_file", str(data / "out.conllu"), "--dict_only",
            "--save_dir", str(saved.parent), "--save_name", saved.name, "--cpu",
        ]
    )  # fmt: skip


def train_thai(folder: Path, data: Path) -> None:
    write_thai(data, "train", 1)
    write_thai(data, "dev", 2)
    train_tokenizer(
        data, "th", folder / "th" / "tokenize" / "own.pt", "--steps", "300", "--eval_steps", "100"
    )


def register_models(folder: Path) -> None:
    """Write the `resources.json` that Stanza keeps beside its models: which there are, and which are the default."""
    listed: dict[str, object] = {}
    for lang in ("nb", "th"):
        known: dict[str, dict[str, object]] = {}
        for model in (folder / lang).glob("*/own.pt"):
            digest = hashlib.md5(model.read_bytes(), usedforsecurity=False).hexdigest()
            known[model.parent.name] = {"own": {"md5": digest}}
        default = dict.fromkeys(known, "own")
        listed[lang] = {**known, "packages": {"default": default}, "lang_name": lang}
    (folder / "resources.json").write_text(json.dumps(listed), "utf-8")


@contextmanager
def quiet_training(folder: Path) -> Iterator[None]:
    """Stanza's trainers write beside the current folder and tell much."""
    import logging

    logger, level, before = logging.getLogger("stanza"), logging.getLogger("stanza").level, Path.cwd()
    os.chdir(folder)
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
        os.chdir(before)


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> None:
    """Models this small lose more to threads that wait for one another than they gain."""
    import torch

    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with models of Norwegian (tokenizer, tagger, parser) and Thai (tokenizer), as Stanza lays it out."""
    kept = os.environ.get("TINSO_TEST_MODELS")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("stanza") / "models"
    if (folder / "resources.json").exists():
        return folder
    for place in ("nb/tokenize", "nb/pos", "nb/lemma", "nb/depparse", "th/tokenize"):
        (folder / place).mkdir(parents=True, exist_ok=True)
    for train in (train_norwegian, train_thai):
        data = tmp_path_factory.mktemp("treebank")
        with quiet_training(data):
            train(folder, data)
    register_models(folder)
    return folder


@pytest.fixture
def copied_models(models: Path, tmp_path: Path) -> Path:
    """The same in a folder of the test's own, which it may damage."""
    return Path(shutil.copytree(models, tmp_path / "models"))
