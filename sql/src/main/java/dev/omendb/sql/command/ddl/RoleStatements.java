package dev.omendb.sql.command.ddl;

import dev.omendb.engine.catalog.CatalogObject.Role;
import dev.omendb.engine.catalog.CatalogObject.Settings;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.parse.node.Option;
import dev.omendb.sql.parse.statement.RoleStatement;
import dev.omendb.sql.parse.statement.RoleStatement.AlterRole;
import dev.omendb.sql.parse.statement.RoleStatement.CreateRole;
import dev.omendb.sql.parse.statement.RoleStatement.DefaultPrivileges;
import dev.omendb.sql.parse.statement.RoleStatement.DropOwned;
import dev.omendb.sql.parse.statement.RoleStatement.DropRole;
import dev.omendb.sql.parse.statement.RoleStatement.GrantPrivileges;
import dev.omendb.sql.parse.statement.RoleStatement.GrantRole;
import dev.omendb.sql.parse.statement.RoleStatement.ReassignOwned;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.session.ScramVerifier;
import dev.omendb.sql.session.Session;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Statements about roles and privileges.
public final class RoleStatements {
  private RoleStatements() {}

  /// Runs one and returns its command tag.
  public static String run(Session session, Statement.OfRoles statement) {
    Ddl ddl = new Ddl(session);
    return switch ((RoleStatement) statement) {
      case CreateRole create -> create(ddl, create);
      case AlterRole alter -> alter(ddl, alter);
      case DropRole drop -> drop(ddl, drop);
      case GrantPrivileges grant -> Privileges.grant(ddl, grant);
      case GrantRole grant -> Privileges.grantRole(ddl, grant);
      case ReassignOwned reassign -> Ownership.reassign(ddl, reassign);
      case DropOwned drop -> Ownership.drop(ddl, drop);
      case DefaultPrivileges defaults -> Privileges.defaults(ddl, defaults);
    };
  }

  /// The command's name in 25006.
  public static String name(Statement.OfRoles statement) {
    return switch ((RoleStatement) statement) {
      case CreateRole _ -> "CREATE ROLE";
      case AlterRole _ -> "ALTER ROLE";
      case DropRole _ -> "DROP ROLE";
      case GrantPrivileges grant -> grant.grant() ? "GRANT" : "REVOKE";
      case GrantRole grant -> grant.grant() ? "GRANT ROLE" : "REVOKE ROLE";
      case ReassignOwned _ -> "REASSIGN OWNED";
      case DropOwned _ -> "DROP OWNED";
      case DefaultPrivileges _ -> "ALTER DEFAULT PRIVILEGES";
    };
  }

  private static String create(Ddl ddl, CreateRole statement) {
    requireAllowed(ddl, "create");
    String name = statement.name();
    if (name.startsWith("pg_")) {
      throw new DatabaseException(
              SqlState.RESERVED_NAME, "role name \"" + name + "\" is reserved")
          .detail("Role names starting with \"pg_\" are reserved.");
    }
    if (name.equals("public") || name.equals("none")) {
      throw new DatabaseException(
          SqlState.RESERVED_NAME, "role name \"" + name + "\" is reserved");
    }
    ddl.transaction().lockKey("role " + name);
    if (ddl.catalog().role(name).isPresent()) {
      throw new DatabaseException(
          SqlState.DUPLICATE_OBJECT, "role \"" + name + "\" already exists");
    }
    Role blank = new Role(ddl.newOid(), name, false, statement.canLogin(), false, false, null);
    ddl.put(with(ddl, blank, statement.options()));
    return "CREATE ROLE";
  }

  private static void requireAllowed(Ddl ddl, String action) {
    boolean allowed =
        ddl.catalog()
            .role(ddl.session().context().userName())
            .map(r -> r.superuser() || r.createRole())
            .orElse(false);
    if (!allowed) {
      throw new DatabaseException(
          SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to " + action + " role");
    }
  }

  private static Role with(Ddl ddl, Role role, List<Option> options) {
    boolean superuser = role.superuser();
    boolean login = role.canLogin();
    boolean database = role.createDatabase();
    boolean roles = role.createRole();
    String verifier = role.verifier();
    for (Option option : options) {
      switch (option.name()) {
        case "superuser" -> superuser = true;
        case "nosuperuser" -> superuser = false;
        case "login" -> login = true;
        case "nologin" -> login = false;
        case "createdb" -> database = true;
        case "nocreatedb" -> database = false;
        case "createrole" -> roles = true;
        case "nocreaterole" -> roles = false;
        case "password", "encrypted password" -> verifier = verifier(option.value());
        case "inherit", "noinherit", "noreplication", "nobypassrls" -> {}
        case "connection limit", "valid until" -> {
          boolean unlimited =
              option.value() == null
                  || option.value().equals("-1")
                  || option.value().equals("infinity");
          if (!unlimited) {
            throw DatabaseException.unsupported(option.name().toUpperCase(java.util.Locale.ROOT));
          }
        }
        default ->
            throw DatabaseException.unsupported(
                "role option " + option.name().toUpperCase(java.util.Locale.ROOT));
      }
    }
    boolean raised = superuser && !role.superuser();
    boolean own =
        ddl.catalog()
            .role(ddl.session().context().userName())
            .map(Role::superuser)
            .orElse(false);
    if (raised && !own) {
      throw new DatabaseException(
          SqlState.INSUFFICIENT_PRIVILEGE, "must be superuser to create superusers");
    }
    return new Role(role.oid(), role.name(), superuser, login, database, roles, verifier);
  }

  private static @Nullable String verifier(@Nullable String password) {
    if (password == null || password.isEmpty()) {
      return null;
    }
    boolean ready = ScramVerifier.parse(password).isPresent();
    return ready ? password : ScramVerifier.of(password, new SecureRandom()).format();
  }

  private static String alter(Ddl ddl, AlterRole statement) {
    Role role = Roles.require(ddl, statement.name());
    boolean onlyPassword =
        statement.options().stream().allMatch(o -> o.name().endsWith("password"));
    boolean own = role.name().equals(ddl.session().context().userName());
    if (!own || !onlyPassword) {
      requireAllowed(ddl, "alter");
    }
    ddl.put(with(ddl, role, statement.options()));
    return "ALTER ROLE";
  }

  private static String drop(Ddl ddl, DropRole statement) {
    requireAllowed(ddl, "drop");
    for (String name : statement.names()) {
      Optional<Role> found = ddl.catalog().role(Roles.resolve(ddl, name));
      if (found.isEmpty()) {
        if (!statement.ifExists()) {
          throw Roles.undefined(name);
        }
        ddl.notice(
            SqlState.SUCCESSFUL_COMPLETION, "role \"" + name + "\" does not exist, skipping");
        continue;
      }
      Role role = found.get();
      if (role.name().equals(ddl.session().context().userName())) {
        throw new DatabaseException(SqlState.OBJECT_IN_USE, "current user cannot be dropped");
      }
      if (role.name().equals(ddl.session().context().sessionUserName())) {
        throw new DatabaseException(SqlState.OBJECT_IN_USE, "session user cannot be dropped");
      }
      Ownership.requireNothing(ddl, role);
      for (Settings settings : ddl.catalog().all(Settings.class)) {
        if (settings.roleOid() == role.oid()) {
          ddl.drop(settings.oid());
        }
      }
      ddl.drop(role.oid());
    }
    return "DROP ROLE";
  }
}
