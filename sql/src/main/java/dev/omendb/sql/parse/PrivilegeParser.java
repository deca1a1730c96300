package dev.omendb.sql.parse;

import dev.omendb.sql.parse.generated.PgGrammarConstants;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.statement.ObjectKind;
import dev.omendb.sql.parse.statement.RoleStatement.DefaultPrivileges;
import dev.omendb.sql.parse.statement.RoleStatement.GrantPrivileges;
import dev.omendb.sql.parse.statement.RoleStatement.GrantRole;
import dev.omendb.sql.parse.statement.Statement;
import java.util.ArrayList;
import java.util.List;

/// GRANT, REVOKE and ALTER DEFAULT PRIVILEGES.
final class PrivilegeParser {
  private final TokenCursor tokens;

  PrivilegeParser(TokenCursor tokens) {
    this.tokens = tokens;
  }

  Statement grant() {
    tokens.expect("grant");
    return granted(true, false, false);
  }

  Statement revoke() {
    tokens.expect("revoke");
    boolean adminOption = tokens.accept("admin", "option", "for");
    boolean grantOption = !adminOption && tokens.acceptPhrase("grant", "option", "for");
    return granted(false, adminOption, grantOption);
  }

  /// Privileges are followed by ON, roles by TO or FROM.
  private Statement granted(boolean grant, boolean adminOptionFor, boolean grantOptionFor) {
    List<String> names = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    boolean all = tokens.accept("all");
    if (all) {
      tokens.accept("privileges");
      columnList(columns);
    } else {
      do {
        names.add(privilege());
        columnList(columns);
      } while (tokens.acceptComma());
    }
    if (all || tokens.at("on")) {
      return privileges(grant, names, columns, grantOptionFor);
    }
    return membership(grant, names, adminOptionFor);
  }

  private String privilege() {
    return switch (tokens.peek().word) {
      case "select", "references", "create" -> tokens.next().word;
      default -> tokens.name();
    };
  }

  private GrantRole membership(boolean grant, List<String> granted, boolean adminOptionFor) {
    tokens.expect(grant ? "to" : "from");
    List<String> roles = grantees();
    boolean admin = adminOptionFor;
    if (grant && tokens.accept("with")) {
      tokens.expect("admin");
      tokens.expect("option");
      admin = true;
    }
    grantedBy();
    return new GrantRole(grant, granted, roles, admin, !grant && tokens.cascade());
  }

  private GrantPrivileges privileges(
      boolean grant, List<String> privileges, List<String> columns, boolean grantOptionFor) {
    tokens.expect("on");
    boolean inSchemas = tokens.accept("all");
    ObjectKind kind = kind(inSchemas);
    if (inSchemas) {
      tokens.expect("in");
      tokens.expect("schema");
    }
    List<ObjectName> objects = objects(kind);
    return tail(grant, privileges, columns, kind, inSchemas, objects, grantOptionFor);
  }

  private GrantPrivileges tail(
      boolean grant,
      List<String> privileges,
      List<String> columns,
      ObjectKind kind,
      boolean inSchemas,
      List<ObjectName> objects,
      boolean grantOptionFor) {
    tokens.expect(grant ? "to" : "from");
    List<String> roles = grantees();
    boolean option = grantOptionFor;
    if (grant && tokens.accept("with")) {
      tokens.expect("grant");
      tokens.expect("option");
      option = true;
    }
    grantedBy();
    boolean cascade = !grant && tokens.cascade();
    return new GrantPrivileges(
        grant, privileges, columns, kind, inSchemas, objects, roles, option, cascade);
  }

  private void columnList(List<String> columns) {
    if (tokens.atKind(PgGrammarConstants.LPAREN)) {
      columns.addAll(tokens.namesInParentheses());
    }
  }

  private void grantedBy() {
    if (tokens.accept("granted", "by")) {
      tokens.role();
    }
  }

  private List<String> grantees() {
    List<String> roles = new ArrayList<>();
    do {
      tokens.accept("group");
      roles.add(tokens.role());
    } while (tokens.acceptComma());
    return roles;
  }

  /// The kind's word, plural behind ALL; TABLE may be left out.
  private ObjectKind kind(boolean plural) {
    String word = tokens.peek().word;
    String singular = plural && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    ObjectKind kind =
        switch (singular) {
          case "sequence" -> ObjectKind.SEQUENCE;
          case "function" -> ObjectKind.FUNCTION;
          case "procedure" -> ObjectKind.PROCEDURE;
          case "routine" -> ObjectKind.ROUTINE;
          case "database" -> ObjectKind.DATABASE;
          case "schema" -> ObjectKind.SCHEMA;
          case "language" -> ObjectKind.LANGUAGE;
          case "tablespace" -> ObjectKind.TABLESPACE;
          case "type" -> ObjectKind.TYPE;
          case "domain" -> ObjectKind.DOMAIN;
          default -> ObjectKind.TABLE;
        };
    boolean named = kind != ObjectKind.TABLE || singular.equals("table");
    if (named && (plural || !tokens.peek(1).is("to"))) {
      tokens.next();
    }
    if (!named && (plural || word.equals("foreign") || word.equals("parameter"))) {
      throw tokens.unsupported(tokens.peek(), "GRANT on this kind of object");
    }
    return kind;
  }

  private List<ObjectName> objects(ObjectKind kind) {
    List<ObjectName> objects = new ArrayList<>();
    do {
      objects.add(tokens.qualifiedName());
      boolean arguments =
          kind == ObjectKind.FUNCTION || kind == ObjectKind.PROCEDURE || kind == ObjectKind.ROUTINE;
      if (arguments && tokens.atKind(PgGrammarConstants.LPAREN)) {
        while (!tokens.next().image.equals(")")) {
          if (tokens.peek().isEnd()) {
            throw tokens.unexpected();
          }
        }
      }
    } while (tokens.acceptComma());
    return objects;
  }

  /// From behind the words ALTER DEFAULT.
  Statement defaults() {
    tokens.expect("privileges");
    List<String> roles = new ArrayList<>();
    List<String> schemas = new ArrayList<>();
    while (tokens.at("for") || tokens.at("in")) {
      if (tokens.accept("in", "schema")) {
        schemas.addAll(tokens.names());
      } else {
        tokens.expect("for");
        if (!tokens.accept("role")) {
          tokens.expect("user");
        }
        roles.addAll(tokens.roles());
      }
    }
    boolean grant = tokens.accept("grant");
    if (!grant) {
      tokens.expect("revoke");
    }
    boolean grantOption = !grant && tokens.accept("grant", "option", "for");
    List<String> privileges = new ArrayList<>();
    if (tokens.accept("all")) {
      tokens.accept("privileges");
    } else {
      do {
        privileges.add(privilege());
      } while (tokens.acceptComma());
    }
    tokens.expect("on");
    ObjectKind kind = kind(true);
    return new DefaultPrivileges(
        roles, schemas, tail(grant, privileges, List.of(), kind, true, List.of(), grantOption));
  }
}
