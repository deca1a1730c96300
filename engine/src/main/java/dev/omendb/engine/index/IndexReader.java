package dev.omendb.engine.index;

/// An index at one snapshot. What it can do depends on the access method.
public sealed interface IndexReader permits OrderedIndexReader, VectorIndexReader {}
