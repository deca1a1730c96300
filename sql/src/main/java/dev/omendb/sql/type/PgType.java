package dev.omendb.sql.type;

import dev.omendb.engine.column.Column;
import dev.omendb.engine.column.StorageType;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.engine.index.KeyEncoder;

/// One SQL type: a row of pg_type with its behaviour. Immutable and shared. A new type is one
/// subclass and one line in [Types].
///
/// Values live in a [Column] of the kind that [#storage] names. The storage encoding of
/// BytesColumn-carried types is documented on each subclass; integers in it are little-endian.
public abstract class PgType implements KeyEncoder {
  private final TypeInfo info;

  protected PgType(TypeInfo info) {
    this.info = info;
  }

  public final TypeInfo info() {
    return info;
  }

  public final int oid() {
    return info.oid();
  }

  /// The internal name, pg_type.typname: `int4`.
  public final String name() {
    return info.name();
  }

  /// The SQL spelling: format_type(oid, typmod): `integer`, `character varying(10)`, `vector(3)`.
  public abstract String displayName(int typmod);

  /// How a column of this type is stored.
  public abstract StorageType storage(int typmod);

  /// Parses the type's modifiers, `varchar(10)` -> 14. Errors: PostgreSQL's or pgvector's.
  public int typmodIn(String[] modifiers) {
    throw InputErrors.noModifierAllowed(name());
  }

  /// Parses text (UTF-8) and appends the value, coerced to typmod as an INSERT does: too long is an
  /// error. For a cast of a literal parse with typmod -1, then [#coerce] explicitly. On an error
  /// nothing counts as appended: the caller drops the column. Errors: 22P02 `invalid input syntax
  /// for type integer: "x"`, 22003, 22007, ….
  public abstract void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into);

  /// Writes the value as text (UTF-8), no terminator. The row is not NULL.
  public abstract void formatText(Column column, int row, FormatSettings settings, ByteSink out);

  /// Reads the protocol's binary form and appends the value. Errors: 22P03 / 08P01 `incorrect
  /// binary data format`, `insufficient data left in message`.
  public abstract void parseBinary(byte[] source, int from, int length, int typmod, Column into);

  /// Writes the protocol's binary form without its length word. The row is not NULL.
  public abstract void formatBinary(Column column, int row, ByteSink out);

  /// Appends `source[row]` (not NULL, of this type) coerced to a typmod: the length-coercion cast.
  /// `explicit` as in CAST: varchar(n) truncates silently instead of raising 22001.
  public void coerce(Column source, int row, int typmod, boolean explicit, Column into) {
    into.appendFrom(source, row);
  }

  /// SQL order of two values, not NULL; the type's default btree operator class. Types without one
  /// raise 42883 in the binder, not here.
  public abstract int compare(Column a, int rowA, Column b, int rowB);

  /// Equality consistent with [#compare].
  public boolean equal(Column a, int rowA, Column b, int rowB) {
    return compare(a, rowA, b, rowB) == 0;
  }

  /// A hash consistent with [#equal] (1.0 and 1.00 hash alike).
  public abstract long hash(Column column, int row);

  /// The order-preserving key of the default btree operator class; see [KeyEncoder].
  @Override
  public abstract void encode(Column column, int row, KeyBuffer into);

  /// True when the type can be sorted and compared (has a default btree operator class).
  public boolean isOrderable() {
    return true;
  }

  /// True when the type can be hashed: GROUP BY, DISTINCT, hash join.
  public boolean isHashable() {
    return isOrderable();
  }

  /// True for types with elements in an array's storage encoding, int2vector and oidvector
  /// included.
  public final boolean isArray() {
    return info.elementOid() != 0 && info.length() == -1 && info.category() == 'A';
  }

  /// True for names of no storage of their own: anyelement, cstring, trigger, ….
  public final boolean isPseudo() {
    return info.kind() == 'p';
  }

  @Override
  public final String toString() {
    return info.name();
  }
}
