"""The ladder lab: a mini-batch looked at through a loss, and what another number of levels would make of it.

Everything is read from what :meth:`ladder.losses.RetrievalLoss.explain` says; no loss is computed a second time here.
"""
