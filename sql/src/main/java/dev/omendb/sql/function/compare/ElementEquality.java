package dev.omendb.sql.function.compare;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.array.ArrayValue;

/// Unpacks two arrays into columns and finds elements of one in the other. Reuses its columns;
/// confined to one call site.
public final class ElementEquality {
  private final PgType element;
  private final ArrayValue array;
  private final Column left;
  private final Column right;

  public ElementEquality(PgType element) {
    this.element = element;
    this.array = new ArrayValue(element);
    this.left = element.storage(-1).newColumn(16);
    this.right = element.storage(-1).newColumn(16);
  }

  /// The elements of an array; valid until the next call.
  public Column left(Column arrays, int row) {
    left.clear();
    array.at(arrays, row).appendAllTo(left);
    return left;
  }

  /// As [#left], into another column.
  public Column right(Column arrays, int row) {
    right.clear();
    array.at(arrays, row).appendAllTo(right);
    return right;
  }

  /// Index of a value (not NULL) among elements, or -1.
  public int find(Column elements, Column wanted, int row) {
    return find(elements, wanted, row, 0);
  }

  public int find(Column elements, Column wanted, int row, int from) {
    boolean wantNull = wanted.isNull(row);
    for (int i = from; i < elements.size(); i++) {
      if (wantNull ? elements.isNull(i) : matches(elements, i, wanted, row)) {
        return i;
      }
    }
    return -1;
  }

  private boolean matches(Column elements, int at, Column wanted, int row) {
    return !elements.isNull(at) && element.equal(elements, at, wanted, row);
  }
}
