package dev.omendb.sql.catalog.function;

import static dev.omendb.sql.function.Values.number;
import static dev.omendb.sql.function.Values.put;
import static dev.omendb.sql.function.Values.text;

import dev.omendb.engine.catalog.CatalogObject.Comment;
import dev.omendb.engine.column.Column;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.function.Implementations;
import org.jspecify.annotations.Nullable;

/// obj_description, col_description, shobj_description: the texts of COMMENT ON.
final class DescriptionFunctions {
  private static final long PG_CLASS = 1259;

  private DescriptionFunctions() {}

  static void addTo(Implementations into) {
    into.row(
        "obj_description(oid,name)",
        (c, a, i, r) -> append(of(CatalogView.of(c), text(a[1], i), number(a[0], i)), r));
    into.row(
        "shobj_description(oid,name)",
        (c, a, i, r) -> append(of(CatalogView.of(c), text(a[1], i), number(a[0], i)), r));
    into.row(
        "col_description(oid,int4)",
        (c, a, i, r) ->
            append(
                CatalogView.of(c).comment(PG_CLASS, number(a[0], i), (int) number(a[1], i)), r));
    into.row(
        "pg_describe_object",
        (c, a, i, r) ->
            append(
                ObjectDescription.of(
                    CatalogView.of(c), number(a[0], i), number(a[1], i), (int) number(a[2], i)),
                r));
    into.row(
        "obj_description(oid)",
        (c, a, i, r) -> append(anyOf(CatalogView.of(c), number(a[0], i)), r));
  }

  private static void append(@Nullable String comment, Column result) {
    if (comment == null) {
      result.appendNull();
    } else {
      put(result, comment);
    }
  }

  /// @param catalog the name of the system table the object is in
  private static @Nullable String of(CatalogView view, String catalog, long oid) {
    return view.relation("pg_catalog", catalog)
        .map(Relation::oid)
        .map(classOid -> view.comment(classOid, oid, 0))
        .orElse(null);
  }

  private static @Nullable String anyOf(CatalogView view, long oid) {
    for (Comment comment : view.comments()) {
      if (comment.objectOid() == oid && comment.subId() == 0) {
        return comment.text();
      }
    }
    return null;
  }
}
