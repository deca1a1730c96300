package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Column;
import dev.omendb.engine.column.Batch;
import dev.omendb.sql.execute.modify.RowRule;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.session.Session;
import dev.omendb.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The referenced side of a foreign key: what becomes of rows that reference a key which an UPDATE
/// or DELETE takes away. Acts when the statement has made all its changes. Owned by one plan.
final class ReferencedRule implements RowRule {
  private final Session session;
  private final ForeignKey key;
  private final KeyRows deletedKeys;
  private final KeyRows changedKeys;
  private final KeyRows newKeys;
  private @Nullable InternalStatement references;
  private @Nullable InternalStatement replacement;
  private @Nullable InternalStatement onDelete;
  private @Nullable InternalStatement onUpdate;

  ReferencedRule(Session session, ForeignKey key) {
    this.session = session;
    this.key = key;
    EvaluationContext context = session.context();
    this.deletedKeys = new KeyRows(context, key.keys());
    this.changedKeys = new KeyRows(context, key.keys());
    this.newKeys = new KeyRows(context, key.keys());
  }

  @Override
  public void inserted(EvaluationContext context, Batch rows) {}

  @Override
  public void updated(EvaluationContext context, Batch oldRows, Batch newRows) {
    for (int row = 0; row < newRows.size(); row++) {
      if (ForeignKey.differ(context, key.keys(), oldRows, newRows, row)) {
        changedKeys.add(oldRows, row);
        newKeys.add(newRows, row);
      }
    }
  }

  @Override
  public void deleted(EvaluationContext context, Batch rows) {
    for (int row = 0; row < rows.size(); row++) {
      deletedKeys.add(rows, row);
    }
  }

  @Override
  public void statementEnd(EvaluationContext context) {
    if (deletedKeys.size() == 0 && changedKeys.size() == 0) {
      return;
    }
    context.transaction().refreshSnapshot();
    KeyRows deleted = copy(context, deletedKeys);
    KeyRows changed = copy(context, changedKeys);
    KeyRows fresh = copy(context, newKeys);
    deletedKeys.clear();
    changedKeys.clear();
    newKeys.clear();
    act(context, deleted, null, key.reference().onDelete());
    act(context, changed, fresh, key.reference().onUpdate());
  }

  private KeyRows copy(EvaluationContext context, KeyRows from) {
    KeyRows copied = new KeyRows(context, key.keys());
    for (int row = 0; row < from.size(); row++) {
      copied.addFrom(from, row);
    }
    return copied;
  }

  /// @param fresh the new keys of an UPDATE, null for DELETE
  private void act(
      EvaluationContext context, KeyRows old, @Nullable KeyRows fresh, char action) {
    if (old.size() == 0) {
      return;
    }
    switch (action) {
      case 'a' -> {
        if (DeferredChecks.isDeferred(session, key.constraint())) {
          DeferredChecks.of(session)
              .add(session, key.constraint(), () -> requireUnreferenced(old, true));
        } else {
          requireUnreferenced(old, true);
        }
      }
      case 'r' -> requireUnreferenced(old, false);
      default -> change(context, old, fresh, action);
    }
  }

  /// @param replaceable a row that has the key again satisfies the references
  private void requireUnreferenced(KeyRows old, boolean replaceable) {
    EvaluationContext context = session.context();
    context.transaction().refreshSnapshot();
    for (int row = 0; row < old.size(); row++) {
      if (old.hasNull(row) || replaceable && replacement().finds(old.parameters(row))) {
        continue;
      }
      if (references().finds(old.parameters(row))) {
        throw key.referenced(context, old.rows(), row);
      }
    }
  }

  private InternalStatement references() {
    InternalStatement made = references;
    if (made == null) {
      made = prepare("SELECT 1 FROM %s WHERE %s LIMIT 1", false);
      references = made;
    }
    return made;
  }

  private InternalStatement prepare(String form, boolean withNewKey) {
    int[] types = ForeignKey.types(key.keys());
    int[] all =
        withNewKey ? IntStream.concat(IntStream.of(types), IntStream.of(types)).toArray() : types;
    return new InternalStatement(
        session, form.formatted(key.referencingName(), key.matchesReferencing()), all);
  }

  private InternalStatement replacement() {
    InternalStatement made = replacement;
    if (made == null) {
      made =
          new InternalStatement(
              session,
              "SELECT 1 FROM %s WHERE %s LIMIT 1"
                  .formatted(key.referencedName(), key.matchesReferenced()),
              ForeignKey.types(key.keys()));
      replacement = made;
    }
    return made;
  }

  /// CASCADE, SET NULL, SET DEFAULT.
  private void change(
      EvaluationContext context, KeyRows old, @Nullable KeyRows fresh, char action) {
    boolean update = fresh != null;
    InternalStatement statement = update ? onUpdate : onDelete;
    if (statement == null) {
      statement = prepare(changeSql(action, update), update && action == 'c');
      if (update) {
        onUpdate = statement;
      } else {
        onDelete = statement;
      }
    }
    for (int row = 0; row < old.size(); row++) {
      if (!old.hasNull(row)) {
        Batch parameters = old.parameters(row);
        if (fresh != null && action == 'c') {
          parameters = joined(parameters, fresh.parameters(row));
        }
        statement.run(parameters, (batch, from, to) -> {});
      }
    }
  }

  private static Batch joined(Batch left, Batch right) {
    var columns = new ArrayList<>(List.of(left.columns()));
    columns.addAll(List.of(right.columns()));
    Batch both = new Batch(columns.toArray(new dev.omendb.engine.column.Column[0]));
    both.setSize(1);
    return both;
  }

  private String changeSql(char action, boolean update) {
    if (action == 'c' && !update) {
      return "DELETE FROM %s WHERE %s";
    }
    List<String> assignments = new ArrayList<>();
    int place = key.keys().size();
    for (Column column : key.columns()) {
      place++;
      String value =
          switch (action) {
            case 'c' -> "$" + place;
            case 'n' -> "NULL";
            default -> "DEFAULT";
          };
      assignments.add(TypeNames.quoteIdentifier(column.name()).replace("%", "%%") + " = " + value);
    }
    return "UPDATE %s SET " + String.join(", ", assignments) + " WHERE %s";
  }
}
