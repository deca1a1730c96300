package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.Constant;
import dev.omendb.sql.parse.node.OperatorCall;
import dev.omendb.sql.parse.node.TypeName;
import dev.omendb.sql.plan.rex.PgRelType;
import dev.omendb.sql.type.PgType;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/// Resolves type names with their modifiers: `numeric(10, 2)`, `vector(3)[]`.
public final class TypeBinder {
  private final BindContext context;
  private final NameResolver names;

  public TypeBinder(BindContext context, NameResolver names) {
    this.context = context;
    this.names = names;
  }

  /// Errors: 42704 `type "x" does not exist`, and the type's own for bad modifiers.
  public PgRelType bind(TypeName node) {
    PgType type = names.type(node.name);
    if (type == null) {
      throw new DatabaseException(
              SqlState.UNDEFINED_OBJECT, "type \"" + display(node) + "\" does not exist")
          .position(node.position());
    }
    int typmod = -1;
    if (!node.typmods.isEmpty()) {
      try {
        typmod = type.typmodIn(modifiers(node.typmods));
      } catch (DatabaseException e) {
        throw e.position(node.position());
      }
    }
    if (node.isArray()) {
      if (type.info().arrayOid() == 0 && !type.isArray()) {
        throw new DatabaseException(
                SqlState.UNDEFINED_OBJECT, "type \"" + display(node) + "[]\" does not exist")
            .position(node.position());
      }
      type = type.isArray() ? type : context.type(type.info().arrayOid());
    }
    return context.relType(type, typmod);
  }

  private static String display(TypeName node) {
    return String.join(".", node.name.parts());
  }

  private static String[] modifiers(List<SqlNode> nodes) {
    String[] texts = new String[nodes.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] =
          switch (nodes.get(i)) {
            case Constant constant -> constant.text;
            case SqlIdentifier identifier -> identifier.names.getLast();
            case OperatorCall call when call.left == null && call.right instanceof Constant c ->
                call.name + c.text;
            default ->
                throw new DatabaseException(
                    SqlState.SYNTAX_ERROR,
                    "type modifiers must be simple constants or identifiers");
          };
    }
    return texts;
  }
}
