package dev.omendb.sql.catalog.pg;

import dev.omendb.engine.catalog.CatalogObject.Comment;
import dev.omendb.engine.catalog.CatalogObject.Schema;
import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.RowWriter;

/// pg_description and pg_shdescription: what COMMENT ON said, of this database and of what
/// databases share.
final class PgDescription {
  static final int PG_NAMESPACE = 2615;
  private static final int PG_DATABASE = 1262;
  private static final int PG_AUTHID = 1260;
  private static final int PG_TABLESPACE = 1213;

  private PgDescription() {}

  static void write(CatalogView view, RowWriter rows) {
    for (Comment comment : view.comments()) {
      if (!isShared(comment) && isHere(view, comment)) {
        rows.put("objoid", comment.objectOid())
            .put("classoid", comment.classOid())
            .put("objsubid", comment.subId())
            .put("description", comment.text())
            .end();
      }
    }
  }

  static void writeShared(CatalogView view, RowWriter rows) {
    for (Comment comment : view.comments()) {
      if (isShared(comment)) {
        rows.put("objoid", comment.objectOid())
            .put("classoid", comment.classOid())
            .put("description", comment.text())
            .end();
      }
    }
  }

  private static boolean isShared(Comment comment) {
    long oid = comment.classOid();
    return oid == PG_DATABASE || oid == PG_AUTHID || oid == PG_TABLESPACE;
  }

  /// Relations and schemas of other databases have other oids, which this one does not list.
  private static boolean isHere(CatalogView view, Comment comment) {
    if (comment.classOid() == PG_NAMESPACE) {
      return view.catalog()
          .find(Schema.class, comment.objectOid())
          .map(s -> view.hasSchema(s.oid()))
          .orElse(true);
    }
    return comment.classOid() != 1259 || view.relation(comment.objectOid()).isPresent();
  }
}
