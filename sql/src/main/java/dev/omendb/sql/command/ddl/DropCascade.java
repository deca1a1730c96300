package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.catalog.CatalogObject.Comment;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.lock.LockWait;
import dev.omendb.engine.lock.TableLock;
import dev.omendb.sql.command.ddl.DropTarget.ColumnOf;
import dev.omendb.sql.command.ddl.DropTarget.ConstraintOf;
import dev.omendb.sql.command.ddl.DropTarget.DefaultOf;
import dev.omendb.sql.command.ddl.DropTarget.Whole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Drops objects with what depends on them (PostgreSQL's performMultipleDeletions). Tables are
/// locked before it is final what that is: whoever held one may have given it an index meanwhile.
/// Owned by one statement.
final class DropCascade {
  private final Ddl ddl;

  /// What was collected from, as the following.
  private Catalog catalog;

  private Dependencies dependencies;

  /// Originals and what goes with them silently.
  private final Set<DropTarget> silent = new LinkedHashSet<>();

  /// Dependents, each with what it was reached through.
  private final Map<DropTarget, DropTarget> dependents = new LinkedHashMap<>();

  DropCascade(Ddl ddl) {
    this.ddl = ddl;
    this.catalog = ddl.catalog();
    this.dependencies = new Dependencies(catalog, new ExtensionObjects());
  }

  /// Errors: 2BP01.
  void drop(List<? extends DropTarget> originals, boolean cascade) {
    collectAndLock(originals);
    if (!dependents.isEmpty()) {
      if (!cascade) {
        throw refusal(originals);
      }
      announce();
    }
    execute();
  }

  /// Drops a table and whatever needs it.
  void dropTable(long oid) {
    collectAndLock(List.of(DropTarget.whole(dependencies.table(oid))));
    execute();
  }

  private void collectAndLock(List<? extends DropTarget> originals) {
    collect(originals);
    lockTables();
    while (ddl.catalog() != catalog) {
      catalog = ddl.catalog();
      dependencies = new Dependencies(catalog, new ExtensionObjects());
      collect(originals);
      lockTables();
    }
  }

  private void collect(List<? extends DropTarget> originals) {
    silent.clear();
    dependents.clear();
    for (DropTarget target : originals) {
      if (!(target instanceof Whole(CatalogObject object))) {
        addSilently(target);
      } else {
        catalog.find(object.oid()).map(DropTarget::whole).ifPresent(this::addSilently);
      }
    }
    for (DropTarget target : List.copyOf(silent)) {
      follow(target);
    }
  }

  private List<DropTarget> all() {
    List<DropTarget> all = new ArrayList<>(dependents.keySet());
    all.addAll(silent);
    return all;
  }

  private void lockTables() {
    for (DropTarget target : all()) {
      if (target instanceof Whole(Table table)) {
        ddl.transaction().lockTable(table.oid(), TableLock.ACCESS_EXCLUSIVE, LockWait.WAIT);
      }
    }
  }

  private void addSilently(DropTarget target) {
    if (silent.add(target)) {
      dependencies.parts(target).forEach(this::addSilently);
    }
  }

  private void follow(DropTarget target) {
    for (DropTarget dependent : dependencies.dependents(target)) {
      if (isGone(dependent) || dependents.containsKey(dependent)) {
        continue;
      }
      dependents.put(dependent, target);
      List<DropTarget> before = List.copyOf(silent);
      dependencies.parts(dependent).forEach(this::addSilently);
      follow(dependent);
      silent.stream().filter(t -> !before.contains(t)).toList().forEach(this::follow);
    }
  }

  private boolean isGone(DropTarget target) {
    long table = target.partOf();
    return silent.contains(target)
        || table != 0 && isDropped(table)
        || target instanceof DefaultOf part
            && silent.contains(new ColumnOf(part.tableOid(), part.attnum()));
  }

  private boolean isDropped(long tableOid) {
    DropTarget table = DropTarget.whole(dependencies.table(tableOid));
    return silent.contains(table) || dependents.containsKey(table);
  }

  /// Dependents, but for those that went silently with another.
  private List<DropTarget> reported() {
    return dependents.keySet().stream().filter(t -> !isGone(t)).toList();
  }

  private DatabaseException refusal(List<? extends DropTarget> originals) {
    Descriptions descriptions = new Descriptions(ddl, catalog);
    List<String> lines = new ArrayList<>();
    for (DropTarget dependent : reported()) {
      lines.add(
          descriptions.of(dependent) + " depends on " + via(descriptions, dependent));
    }
    String what =
        originals.size() == 1
            ? "cannot drop %s because other objects depend on it"
                .formatted(descriptions.of(originals.getFirst()))
            : "cannot drop desired object(s) because other objects depend on them";
    return new DatabaseException(SqlState.DEPENDENT_OBJECTS_STILL_EXIST, what)
        .detail(String.join("\n", lines))
        .hint("Use DROP ... CASCADE to drop the dependent objects too.");
  }

  /// What a dependent needs; of an extension the very type or operator class.
  private String via(Descriptions descriptions, DropTarget dependent) {
    DropTarget reached = dependents.get(dependent);
    return reached instanceof Whole(CatalogObject.Extension extension)
        ? descriptions.member(extension, dependent)
        : descriptions.of(reached);
  }

  private void announce() {
    Descriptions descriptions = new Descriptions(ddl, catalog);
    List<DropTarget> reported = reported();
    List<String> lines =
        reported.stream().map(t -> "drop cascades to " + descriptions.of(t)).toList();
    if (lines.size() == 1) {
      ddl.notice(SqlState.SUCCESSFUL_COMPLETION, lines.getFirst());
    } else if (lines.size() > 1) {
      ddl.notice(
          "NOTICE",
          SqlState.SUCCESSFUL_COMPLETION,
          "drop cascades to " + lines.size() + " other objects",
          String.join("\n", lines),
          null);
    }
  }

  private void execute() {
    for (DropTarget target : all()) {
      switch (target) {
        case Whole(CatalogObject object) -> dropWhole(object);
        case ColumnOf part -> change(part.tableOid(), draft -> dropColumn(draft, part.attnum()));
        case DefaultOf part -> change(part.tableOid(), draft -> dropDefault(draft, part.attnum()));
        case ConstraintOf part ->
            change(
                part.tableOid(),
                draft -> draft.constraints.removeIf(c -> c.oid() == part.constraintOid()));
      }
    }
  }

  private interface Change {
    void apply(TableDraft draft);
  }

  private void change(long tableOid, Change change) {
    ddl.catalog()
        .find(Table.class, tableOid)
        .ifPresent(
            table -> {
              TableDraft draft = new TableDraft(table);
              change.apply(draft);
              ddl.put(draft.table());
            });
  }

  private void dropWhole(CatalogObject object) {
    for (Comment comment : ddl.catalog().all(Comment.class)) {
      if (comment.objectOid() == object.oid()) {
        ddl.drop(comment.oid());
      }
    }
    if (object instanceof Index index) {
      change(
          index.tableOid(),
          draft ->
              draft.constraints.removeIf(
                  c -> c.indexOid() == index.oid() && (c.kind() == 'p' || c.kind() == 'u')));
    }
    ddl.drop(object.oid());
  }

  private static void dropColumn(TableDraft draft, int attnum) {
    Column column = draft.columns.get(attnum - 1);
    draft.replace(Columns.dropped(column));
  }

  private static void dropDefault(TableDraft draft, int attnum) {
    draft.replace(Columns.defaultSql(draft.columns.get(attnum - 1), null));
  }
}
