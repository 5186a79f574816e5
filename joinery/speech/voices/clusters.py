"""Windows that sound like one voice, put together; how many voices there are is found out too."""

from __future__ import annotations

import numpy as np

MOST_VOICES = 8
MOST_COMPARED = 700  # windows; of a longer recording so many are drawn, and the rest goes to the nearest voice
NEIGHBOURS, LEAST_NEIGHBOURS = 0.2, 30  # share of the windows that count as near; windows beside each other overlap
SAME = 0.8  # two middles nearer than this are one voice that was cut in two


def voices_among(windows: np.ndarray, count: int | None = None) -> np.ndarray:
    """The middle of each voice, voices × features of length one. `windows` are of length one each; `count` is how
    many voices there are, where somebody knows."""
    drawn = windows
    if len(windows) > MOST_COMPARED:
        drawn = windows[np.linspace(0, len(windows) - 1, MOST_COMPARED).astype(int)]
    if len(drawn) < 4 or count == 1:
        return _middles(drawn, np.zeros(len(drawn), int))
    values, vectors = np.linalg.eigh(_laplacian(drawn))
    found = min(count or _jump(values, min(MOST_VOICES, len(drawn) - 1)), len(drawn))
    labels = _k_means(vectors[:, :found], found)
    return _settled(windows, _middles(drawn, labels) if count else _merged(drawn, labels))


def _laplacian(windows: np.ndarray) -> np.ndarray:
    """Each window holds on to its nearest ones only: voices come apart where hardly any hold is left."""
    near = windows @ windows.T
    kept = min(len(windows), max(LEAST_NEIGHBOURS, int(len(windows) * NEIGHBOURS)))
    least = np.partition(near, -kept, axis=1)[:, -kept][:, None]
    graph = np.where(near >= least, 1.0, 0.0)
    graph = (graph + graph.T) / 2
    np.fill_diagonal(graph, 0.0)
    degree = graph.sum(axis=1)
    root = 1 / np.sqrt(np.maximum(degree, 1e-9))
    laplacian: np.ndarray = np.eye(len(graph)) - root[:, None] * graph * root[None]
    return laplacian


def _jump(values: np.ndarray, most: int) -> int:
    """Where the eigenvalues jump."""
    gaps = np.diff(values[: most + 1])
    return int(gaps.argmax()) + 1


def _k_means(points: np.ndarray, count: int) -> np.ndarray:
    rows = points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9)
    middles = [rows[0]]
    while len(middles) < count:  # each further one is the row that is farthest from those before
        far = np.min([((rows - middle) ** 2).sum(axis=1) for middle in middles], axis=0)
        middles.append(rows[int(far.argmax())])
    centre = np.stack(middles)
    labels = np.zeros(len(rows), int)
    for _ in range(50):
        fresh = ((rows[:, None] - centre[None]) ** 2).sum(axis=2).argmin(axis=1)
        if (fresh == labels).all() and _ > 0:
            break
        labels = fresh
        for number in range(count):
            if (labels == number).any():
                centre[number] = rows[labels == number].mean(axis=0)
    return labels


def _middles(windows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    means = np.stack([windows[labels == number].mean(axis=0) for number in np.unique(labels)])
    middles: np.ndarray = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    return middles


def _merged(windows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    middles = _middles(windows, labels)
    while len(middles) > 1:
        near = middles @ middles.T - 2 * np.eye(len(middles))
        one, other = divmod(int(near.argmax()), len(middles))
        if near[one, other] < SAME:
            break
        labels = np.unique(labels, return_inverse=True)[1]
        labels = np.where(labels == max(one, other), min(one, other), labels)
        middles = _middles(windows, labels)
    return middles


def _settled(windows: np.ndarray, middles: np.ndarray) -> np.ndarray:
    """A few rounds over all windows, not only those that were compared."""
    for _ in range(5):
        middles = _middles(windows, (windows @ middles.T).argmax(axis=1))
    return middles


def path_through(near: np.ndarray, switch: float) -> np.ndarray:
    """The likeliest voice for each window in a row, when changing the voice costs `switch` (Viterbi)."""
    steps, voices = near.shape
    score, came = near[0].copy(), np.zeros((steps, voices), int)
    for step in range(1, steps):
        best = int(score.argmax())
        stays = score >= score[best] - switch
        came[step] = np.where(stays, np.arange(voices), best)
        score = np.where(stays, score, score[best] - switch) + near[step]
    path = np.empty(steps, int)
    path[-1] = int(score.argmax())
    for step in range(steps - 1, 0, -1):
        path[step - 1] = came[step, path[step]]
    return path
