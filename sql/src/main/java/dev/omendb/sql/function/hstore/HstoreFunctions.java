package dev.omendb.sql.function.hstore;

import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.column.Column;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.function.RowFunction;
import dev.omendb.sql.function.array.TextArrays;
import dev.omendb.sql.type.TypeOids;
import dev.omendb.sql.type.Types;
import dev.omendb.sql.type.hstore.HstoreCodec;
import dev.omendb.sql.type.hstore.HstoreType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The list of this theme; lookups, edits and comparisons.
public final class HstoreFunctions {
  private static final HstoreType TYPE =
      (HstoreType) Types.builtin().byOid(TypeOids.HSTORE);

  private HstoreFunctions() {}

  public static void addTo(Implementations into) {
    HstoreConversions.addTo(into);
    addLookups(into);
    addEdits(into);
    addComparisons(into);
  }

  private static void addLookups(Implementations into) {
    into.row("hstore_fetchval", (c, a, i, r) -> putNullable(r, map(a[0], i).get(text(a[1], i))));
    into.row("hstore_exists", (c, a, i, r) -> put(r, map(a[0], i).containsKey(text(a[1], i))));
    into.row("hstore_defined", (c, a, i, r) -> put(r, map(a[0], i).get(text(a[1], i)) != null));
    into.row(
        "hstore_exists_any",
        (c, a, i, r) -> {
          SortedMap<String, @Nullable String> map = map(a[0], i);
          put(r, keys(a[1], i).stream().anyMatch(map::containsKey));
        });
    into.row(
        "hstore_exists_all",
        (c, a, i, r) -> put(r, map(a[0], i).keySet().containsAll(keys(a[1], i))));
    into.row("hstore_contains", (c, a, i, r) -> put(r, contains(map(a[0], i), map(a[1], i))));
    into.row("hstore_contained", (c, a, i, r) -> put(r, contains(map(a[1], i), map(a[0], i))));
  }

  private static void addEdits(Implementations into) {
    into.row(
        "hstore_delete",
        (c, a, i, r) -> {
          SortedMap<String, @Nullable String> map = map(a[0], i);
          map.remove(text(a[1], i));
          HstoreCodec.put(r, map);
        });
    into.row(
        "hstore_delete_array",
        (c, a, i, r) -> {
          SortedMap<String, @Nullable String> map = map(a[0], i);
          keys(a[1], i).forEach(map::remove);
          HstoreCodec.put(r, map);
        });
    into.row(
        "hstore_delete_hstore",
        (c, a, i, r) -> {
          SortedMap<String, @Nullable String> map = map(a[0], i);
          map.entrySet().removeAll(map(a[1], i).entrySet());
          HstoreCodec.put(r, map);
        });
    into.row(
        "hstore_concat",
        (c, a, i, r) -> {
          SortedMap<String, @Nullable String> map = map(a[0], i);
          map.putAll(map(a[1], i));
          HstoreCodec.put(r, map);
        });
    into.row(
        "hstore_slice_to_hstore",
        (c, a, i, r) -> {
          SortedMap<String, @Nullable String> map = map(a[0], i);
          map.keySet().retainAll(keys(a[1], i));
          HstoreCodec.put(r, map);
        });
  }

  private static void addComparisons(Implementations into) {
    compare(into, "hstore_eq", order -> order == 0);
    compare(into, "hstore_ne", order -> order != 0);
    compare(into, "hstore_lt", order -> order < 0);
    compare(into, "hstore_le", order -> order <= 0);
    compare(into, "hstore_gt", order -> order > 0);
    compare(into, "hstore_ge", order -> order >= 0);
    into.row(
        "hstore_cmp", (c, a, i, r) -> put(r, Integer.signum(TYPE.compare(a[0], i, a[1], i))));
  }

  private static void compare(Implementations into, String symbol, IntPredicate test) {
    RowFunction function = (c, a, i, r) -> put(r, test.test(TYPE.compare(a[0], i, a[1], i)));
    into.row(symbol, function);
  }

  static SortedMap<String, @Nullable String> map(Column column, int row) {
    return HstoreCodec.get(column, row);
  }

  static void putNullable(Column result, @Nullable String text) {
    if (text == null) {
      result.appendNull();
    } else {
      put(result, text);
    }
  }

  /// The elements of an array of keys; NULL is none.
  private static List<@Nullable String> keys(Column column, int row) {
    return TextArrays.get(column, row).stream().filter(Objects::nonNull).toList();
  }

  private static boolean contains(
      SortedMap<String, @Nullable String> map, SortedMap<String, @Nullable String> part) {
    for (Map.Entry<String, @Nullable String> pair : part.entrySet()) {
      if (!map.containsKey(pair.getKey())
          || !Objects.equals(map.get(pair.getKey()), pair.getValue())) {
        return false;
      }
    }
    return true;
  }
}
