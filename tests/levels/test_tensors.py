"""Levels of tensors: those of the same arrays, on the same device, of whatever type and wherever they lie."""

import numpy as np
import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from ladder.levels import adaptive_levels, percentile_levels, threshold_levels
from tests.levels.ways import as_arrays, off_host

METHODS = {
    "adaptive": adaptive_levels,
    "adaptive, one for all": lambda relevance, candidate=None: adaptive_levels(relevance, candidate, scope="batch"),
    "thresholds": lambda relevance, candidate=None: threshold_levels(relevance, [0.75, 0.375], candidate),
    "percentiles": lambda relevance, candidate=None: percentile_levels(relevance, [85, 50], candidate),
}


@pytest.fixture(params=METHODS.values(), ids=METHODS)
def method(request):
    return request.param


@pytest.fixture
def batch():
    relevance = np.random.default_rng(4).random((20, 30)).round(2)
    return relevance, np.arange(30) != np.arange(20)[:, None]


def same(levels, expected):
    np.testing.assert_array_equal(levels.labels, expected.labels)
    np.testing.assert_array_equal(levels.k, expected.k)
    np.testing.assert_allclose(levels.silhouette, expected.silhouette, rtol=0, atol=1e-9)
    np.testing.assert_allclose(levels.cuts, expected.cuts, rtol=0, atol=1e-9)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
def test_a_tensor_of_any_precision_is_read_as_what_it_holds(method, batch, dtype):
    relevance, candidate = torch.from_numpy(batch[0]).to(dtype), torch.from_numpy(batch[1])
    exact = method(relevance.double().numpy(), batch[1])
    same(as_arrays(method(relevance, candidate)), exact)
    with off_host():
        levels = method(relevance, candidate)
    same(as_arrays(levels), exact)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
@pytest.mark.parametrize("on_device", [False, True])
def test_a_threshold_is_reached_in_the_precision_of_relevance(dtype, on_device):
    relevance = torch.tensor([[0.7, 0.63, 0.6]], dtype=dtype)
    if on_device:
        with off_host():
            levels = threshold_levels(relevance, [0.7, 0.63])
    else:
        levels = threshold_levels(relevance, [0.7, 0.63])
    assert levels.labels.tolist() == [[1, 2, 3]]


def test_the_parts_are_tensors_of_fixed_types(method, batch):
    levels = method(torch.from_numpy(batch[0]).float())
    assert (levels.labels.dtype, levels.k.dtype) == (torch.int64, torch.int64)
    assert (levels.silhouette.dtype, levels.cuts.dtype) == (torch.float64, torch.float64)
    assert not levels.labels.requires_grad


def test_a_tensor_on_the_host_is_not_copied_to_be_read(monkeypatch, batch):
    relevance = torch.from_numpy(batch[0])
    read = []
    kept = torch.Tensor.numpy
    monkeypatch.setattr(torch.Tensor, "numpy", lambda tensor: read.append(kept(tensor)) or read[-1])
    adaptive_levels(relevance, torch.from_numpy(batch[1]))
    assert np.shares_memory(read[0], batch[0])
    assert np.shares_memory(read[1], batch[1])


def test_no_gradient_flows_through_relevance(method, batch):
    relevance = torch.from_numpy(batch[0]).requires_grad_()
    assert not method(relevance).cuts.requires_grad
    with off_host():
        assert not method(relevance).cuts.requires_grad


def test_a_table_and_its_mask_may_be_of_different_kinds(method, batch):
    relevance, candidate = batch
    expected = method(relevance, candidate)
    same(method(relevance, torch.from_numpy(candidate)), expected)
    same(as_arrays(method(torch.from_numpy(relevance), candidate)), expected)
    with off_host():
        levels = method(torch.from_numpy(relevance), candidate)
    same(as_arrays(levels), expected)


def test_a_transposed_tensor_is_right(method, batch):
    relevance, candidate = batch
    same(
        as_arrays(method(torch.from_numpy(relevance).T, torch.from_numpy(candidate).T)),
        method(relevance.T, candidate.T),
    )


def test_whole_numbers_are_taken(method):
    same(as_arrays(method(torch.tensor([[1, 1, 0, 0]]))), method(np.array([[1, 1, 0, 0]])))


@pytest.mark.parametrize("on_device", [False, True])
@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32, torch.float64])
def test_errors_say_where(method, dtype, on_device):
    relevance = torch.full((3, 4), 0.5, dtype=dtype)
    wrong = relevance.clone()
    wrong[1, 2] = float("nan")
    cases = [
        ((wrong,), r"`relevance` must lie in \[0, 1\], got nan in row 1, column 2"),
        ((relevance + 1,), r"`relevance` must lie in \[0, 1\], got 1.5 in row 0, column 0"),
        ((relevance[0],), r"must be a \(query, candidate\) table, got shape \(4,\)"),
        (
            (relevance, torch.ones((4, 3), dtype=torch.bool)),
            r"boolean table of shape \(3, 4\), got .*bool of .*\(4, 3\)",
        ),
        (
            (relevance, torch.ones((3, 4), dtype=torch.int64)),
            r"boolean table of shape \(3, 4\), got .*int64 of .*\(3, 4\)",
        ),
    ]
    for given, words in cases:
        with pytest.raises(ValueError, match=words):
            on_the_device(method, *given) if on_device else method(*given)


def on_the_device(method, *given):
    with off_host():
        return method(*given)


class Waits(TorchDispatchMode):
    """Counts what would have the host wait for the device."""

    def __init__(self):
        super().__init__()
        self.names = []

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        name = function.overloadpacket.__name__
        masked = name in ("index", "index_put_") and any(i is not None and i.dtype == torch.bool for i in args[1])
        if name in ("_local_scalar_dense", "nonzero", "masked_select", "repeat_interleave", "equal") or masked:
            self.names.append(name)
        return function(*args, **(kwargs or {}))


@pytest.mark.parametrize("k_max", [2, 4, 8])
def test_the_device_is_waited_for_a_few_times_however_many_queries(k_max):
    def waits(queries):
        relevance = torch.rand((queries, 40), generator=torch.Generator().manual_seed(0), dtype=torch.float64)
        with off_host(), Waits() as counted:
            adaptive_levels(relevance, k_max=k_max)
        return len(counted.names)

    assert waits(200) == waits(3) <= k_max + 1


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")
@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32, torch.float64])
def test_on_cuda(method, batch, dtype):
    relevance = torch.from_numpy(batch[0]).to(dtype)
    levels = method(relevance.cuda(), torch.from_numpy(batch[1]).cuda())
    assert {part.device.type for part in vars(levels).values()} == {"cuda"}
    same(
        as_arrays(type(levels)(*(part.cpu() for part in vars(levels).values()))),
        method(relevance.double().numpy(), batch[1]),
    )
