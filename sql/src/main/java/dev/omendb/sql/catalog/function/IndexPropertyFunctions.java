package dev.omendb.sql.catalog.function;

import static dev.omendb.sql.function.Values.integer;
import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.IndexKey;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.OperatorClasses;
import dev.omendb.sql.function.OperatorClasses.AccessMethod;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// pg_indexam_has_property, pg_index_has_property, pg_index_column_has_property. NULL for a
/// property that does not exist.
final class IndexPropertyFunctions {
  private IndexPropertyFunctions() {}

  static void addTo(Implementations into) {
    into.row(
        "pg_indexam_has_property",
        (c, a, i, r) -> append(method((int) number(a[0], i), text(a[1], i)), r));
    into.row(
        "pg_index_has_property",
        (c, a, i, r) -> append(index(find(c, number(a[0], i)), text(a[1], i)), r));
    into.row(
        "pg_index_column_has_property",
        (c, a, i, r) ->
            append(column(find(c, number(a[0], i)), integer(a[1], i), text(a[2], i)), r));
  }

  private static void append(@Nullable Boolean value, Column result) {
    if (value == null) {
      result.appendNull();
    } else {
      put(result, (boolean) value);
    }
  }

  private static @Nullable Index find(CallContext context, long oid) {
    return context.catalog().find(Index.class, oid).orElse(null);
  }

  private static @Nullable Boolean method(int oid, String property) {
    AccessMethod method =
        OperatorClasses.standard().accessMethods().stream()
            .filter(m -> m.oid() == oid && m.kind() == 'i')
            .findFirst()
            .orElse(null);
    if (method == null) {
      return null;
    }
    boolean btree = method.name().equals("btree");
    return switch (property.toLowerCase(Locale.ROOT)) {
      case "can_order", "can_unique", "can_multi_col", "can_include" -> btree;
      case "can_exclude" -> btree;
      default -> null;
    };
  }

  private static @Nullable Boolean index(@Nullable Index index, String property) {
    if (index == null) {
      return null;
    }
    boolean btree = index.accessMethod().equals("btree");
    return switch (property.toLowerCase(Locale.ROOT)) {
      case "index_scan" -> true;
      case "clusterable", "bitmap_scan", "backward_scan" -> btree;
      default -> null;
    };
  }

  private static @Nullable Boolean column(
      @Nullable Index index, int number, String property) {
    int columns = index == null ? 0 : index.keys().size() + index.includedAttnums().size();
    if (index == null || number < 1 || number > columns) {
      return null;
    }
    IndexKey key = number <= index.keys().size() ? index.keys().get(number - 1) : null;
    boolean ordered = index.accessMethod().equals("btree") && key != null;
    return switch (property.toLowerCase(Locale.ROOT)) {
      case "asc" -> ordered ? !key.descending() : isKey(key);
      case "desc" -> ordered ? key.descending() : isKey(key);
      case "nulls_first" -> ordered ? key.nullsFirst() : isKey(key);
      case "nulls_last" -> ordered ? !key.nullsFirst() : isKey(key);
      case "orderable", "search_array", "search_nulls" -> ordered;
      case "distance_orderable" -> key != null && !ordered;
      case "returnable" -> index.accessMethod().equals("btree");
      default -> null;
    };
  }

  /// False for a key without order, NULL for a column that is only included.
  private static @Nullable Boolean isKey(@Nullable IndexKey key) {
    return key == null ? null : Boolean.FALSE;
  }
}
