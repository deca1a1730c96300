package dev.omendb.sql.function;

/// A row of pg_operator.
///
/// @param schema `pg_catalog`, or an extension's marker
/// @param leftType oid, or 0 for a prefix operator
/// @param commutator oid of the operator with the sides swapped, or 0
/// @param negator oid of the operator that is true when this one is false, or 0
/// @param restriction oid of oprrest's function, or 0
/// @param join oid of oprjoin's function, or 0
public record Operator(
    int oid,
    String schema,
    String name,
    int leftType,
    int rightType,
    int resultType,
    Function implementation,
    int commutator,
    int negator,
    boolean canMerge,
    boolean canHash,
    int restriction,
    int join) {
  public boolean isPrefix() {
    return leftType == 0;
  }
}
