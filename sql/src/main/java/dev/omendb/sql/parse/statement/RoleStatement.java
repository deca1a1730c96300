package dev.omendb.sql.parse.statement;

import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.parse.node.Option;
import java.util.List;

/// Roles and privileges.
public sealed interface RoleStatement extends Statement.OfRoles {
  /// CREATE ROLE|USER|GROUP. Options by their words, lower case: `superuser`, `nologin`, `password`
  /// (value null for PASSWORD NULL), `connection limit`, `valid until`, `in role`, `role`, `admin`
  /// (names joined by commas).
  record CreateRole(String name, boolean canLogin, List<Option> options) implements RoleStatement {}

  /// ALTER ROLE|USER with the same options.
  record AlterRole(String name, List<Option> options) implements RoleStatement {}

  /// DROP ROLE|USER|GROUP.
  record DropRole(List<String> names, boolean ifExists) implements RoleStatement {}

  /// GRANT and REVOKE of privileges on objects. `privileges` lower case, empty for ALL; columns of
  /// a privilege are in `columns`. `inSchemas`: ALL … IN SCHEMA, then `objects` are schemas.
  record GrantPrivileges(
      boolean grant,
      List<String> privileges,
      List<String> columns,
      ObjectKind kind,
      boolean inSchemas,
      List<ObjectName> objects,
      List<String> roles,
      boolean grantOption,
      boolean cascade)
      implements RoleStatement {}

  /// GRANT and REVOKE of membership.
  record GrantRole(
      boolean grant, List<String> granted, List<String> roles, boolean adminOption, boolean cascade)
      implements RoleStatement {}

  /// REASSIGN OWNED BY roles TO newRole.
  record ReassignOwned(List<String> roles, String newRole) implements RoleStatement {}

  /// DROP OWNED BY roles.
  record DropOwned(List<String> roles, boolean cascade) implements RoleStatement {}

  /// ALTER DEFAULT PRIVILEGES, kept as an inner GRANT.
  record DefaultPrivileges(List<String> forRoles, List<String> schemas, GrantPrivileges grant)
      implements RoleStatement {}
}
