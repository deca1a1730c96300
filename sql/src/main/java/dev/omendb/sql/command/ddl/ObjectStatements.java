package dev.omendb.sql.command.ddl;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.sql.parse.statement.ObjectStatement;
import dev.omendb.sql.parse.statement.ObjectStatement.AddEnumValue;
import dev.omendb.sql.parse.statement.ObjectStatement.AlterExtension;
import dev.omendb.sql.parse.statement.ObjectStatement.AlterObjectSchema;
import dev.omendb.sql.parse.statement.ObjectStatement.AlterOwner;
import dev.omendb.sql.parse.statement.ObjectStatement.AlterSequence;
import dev.omendb.sql.parse.statement.ObjectStatement.AlterSetting;
import dev.omendb.sql.parse.statement.ObjectStatement.Comment;
import dev.omendb.sql.parse.statement.ObjectStatement.CreateComposite;
import dev.omendb.sql.parse.statement.ObjectStatement.CreateDatabase;
import dev.omendb.sql.parse.statement.ObjectStatement.CreateEnum;
import dev.omendb.sql.parse.statement.ObjectStatement.CreateExtension;
import dev.omendb.sql.parse.statement.ObjectStatement.CreateSchema;
import dev.omendb.sql.parse.statement.ObjectStatement.CreateSequence;
import dev.omendb.sql.parse.statement.ObjectStatement.CreateView;
import dev.omendb.sql.parse.statement.ObjectStatement.Drop;
import dev.omendb.sql.parse.statement.ObjectStatement.DropDatabase;
import dev.omendb.sql.parse.statement.ObjectStatement.DropFunction;
import dev.omendb.sql.parse.statement.ObjectStatement.Rename;
import dev.omendb.sql.parse.statement.ObjectStatement.RenameEnumValue;
import dev.omendb.sql.parse.statement.Statement;
import dev.omendb.sql.session.Session;

/// Statements about schemas, sequences, views, types, extensions, databases and comments.
public final class ObjectStatements {
  private ObjectStatements() {}

  /// Runs one and returns its command tag.
  public static String run(Session session, Statement.OfObjects statement) {
    Ddl ddl = new Ddl(session);
    return switch ((ObjectStatement) statement) {
      case Drop drop -> new DropStatement(ddl).run(drop);
      case DropFunction drop -> FunctionStatements.drop(ddl, drop);
      case CreateSchema create -> SchemaStatements.create(ddl, create);
      case CreateSequence create -> SequenceStatements.create(ddl, create);
      case AlterSequence alter -> SequenceStatements.alter(ddl, alter);
      case CreateView create -> new CreateViewStatement(ddl).run(create);
      case CreateExtension create -> ExtensionStatements.create(ddl, create);
      case AlterExtension alter -> ExtensionStatements.alter(ddl, alter);
      case CreateEnum create -> EnumStatements.create(ddl, create);
      case CreateComposite _ -> throw DatabaseException.unsupported("a composite type");
      case AddEnumValue add -> EnumStatements.add(ddl, add);
      case RenameEnumValue rename -> EnumStatements.rename(ddl, rename);
      case CreateDatabase create -> DatabaseStatements.create(ddl, create);
      case DropDatabase drop -> DatabaseStatements.drop(ddl, drop);
      case AlterSetting alter -> SettingStatements.alter(ddl, alter);
      case Rename rename -> RenameStatements.rename(ddl, rename);
      case AlterOwner owner -> RenameStatements.owner(ddl, owner);
      case AlterObjectSchema move -> RenameStatements.move(ddl, move);
      case Comment comment -> CommentStatement.run(ddl, comment);
    };
  }

  /// The command's name in 25006.
  public static String name(Statement.OfObjects statement) {
    return switch ((ObjectStatement) statement) {
      case Drop drop -> "DROP " + drop.kind().words();
      case DropFunction drop -> "DROP " + drop.kind().words();
      case CreateSchema _ -> "CREATE SCHEMA";
      case CreateSequence _ -> "CREATE SEQUENCE";
      case AlterSequence _ -> "ALTER SEQUENCE";
      case CreateView _ -> "CREATE VIEW";
      case CreateExtension _ -> "CREATE EXTENSION";
      case AlterExtension _ -> "ALTER EXTENSION";
      case CreateEnum _, CreateComposite _ -> "CREATE TYPE";
      case AddEnumValue _, RenameEnumValue _ -> "ALTER TYPE";
      case CreateDatabase _ -> "CREATE DATABASE";
      case DropDatabase _ -> "DROP DATABASE";
      case AlterSetting alter -> "ALTER " + alter.scope();
      case Rename rename -> "ALTER " + rename.kind().words();
      case AlterOwner owner -> "ALTER " + owner.kind().words();
      case AlterObjectSchema move -> "ALTER " + move.kind().words();
      case Comment _ -> "COMMENT";
    };
  }
}
