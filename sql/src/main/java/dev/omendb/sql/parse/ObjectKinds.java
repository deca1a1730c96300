package dev.omendb.sql.parse;

import dev.omendb.sql.parse.statement.ObjectKind;

/// Reads the words that name a kind of object in DROP and COMMENT.
final class ObjectKinds {
  private ObjectKinds() {}

  /// Moves over the kind's words; anything else is a syntax error.
  static ObjectKind read(TokenCursor tokens) {
    SqlToken first = tokens.next();
    return switch (first.word) {
      case "table" -> ObjectKind.TABLE;
      case "index" -> ObjectKind.INDEX;
      case "view" -> ObjectKind.VIEW;
      case "sequence" -> ObjectKind.SEQUENCE;
      case "schema" -> ObjectKind.SCHEMA;
      case "type" -> ObjectKind.TYPE;
      case "domain" -> ObjectKind.DOMAIN;
      case "extension" -> ObjectKind.EXTENSION;
      case "database" -> ObjectKind.DATABASE;
      case "role", "user", "group" -> ObjectKind.ROLE;
      case "function" -> ObjectKind.FUNCTION;
      case "procedure" -> ObjectKind.PROCEDURE;
      case "routine" -> ObjectKind.ROUTINE;
      case "aggregate" -> ObjectKind.AGGREGATE;
      case "column" -> ObjectKind.COLUMN;
      case "constraint" -> ObjectKind.CONSTRAINT;
      case "trigger" -> ObjectKind.TRIGGER;
      case "rule" -> ObjectKind.RULE;
      case "policy" -> ObjectKind.POLICY;
      case "collation" -> ObjectKind.COLLATION;
      case "conversion" -> ObjectKind.CONVERSION;
      case "cast" -> ObjectKind.CAST;
      case "language" -> ObjectKind.LANGUAGE;
      case "procedural" -> second(tokens, "language", ObjectKind.LANGUAGE);
      case "tablespace" -> ObjectKind.TABLESPACE;
      case "server" -> ObjectKind.SERVER;
      case "publication" -> ObjectKind.PUBLICATION;
      case "subscription" -> ObjectKind.SUBSCRIPTION;
      case "statistics" -> ObjectKind.STATISTICS;
      case "materialized" -> second(tokens, "view", ObjectKind.MATERIALIZED_VIEW);
      case "access" -> second(tokens, "method", ObjectKind.ACCESS_METHOD);
      case "event" -> second(tokens, "trigger", ObjectKind.EVENT_TRIGGER);
      case "large" -> second(tokens, "object", ObjectKind.LARGE_OBJECT);
      case "operator" -> operator(tokens);
      case "foreign" -> foreign(tokens);
      case "text" -> textSearch(tokens);
      default -> throw tokens.unexpected(first);
    };
  }

  private static ObjectKind second(TokenCursor tokens, String word, ObjectKind kind) {
    tokens.expect(word);
    return kind;
  }

  private static ObjectKind operator(TokenCursor tokens) {
    if (tokens.accept("class")) {
      return ObjectKind.OPERATOR_CLASS;
    }
    return tokens.accept("family") ? ObjectKind.OPERATOR_FAMILY : ObjectKind.OPERATOR;
  }

  private static ObjectKind foreign(TokenCursor tokens) {
    if (tokens.accept("table")) {
      return ObjectKind.FOREIGN_TABLE;
    }
    tokens.expect("data");
    return second(tokens, "wrapper", ObjectKind.FOREIGN_DATA_WRAPPER);
  }

  private static ObjectKind textSearch(TokenCursor tokens) {
    tokens.expect("search");
    SqlToken kind = tokens.next();
    return switch (kind.word) {
      case "configuration" -> ObjectKind.TEXT_SEARCH_CONFIGURATION;
      case "dictionary" -> ObjectKind.TEXT_SEARCH_DICTIONARY;
      case "parser" -> ObjectKind.TEXT_SEARCH_PARSER;
      case "template" -> ObjectKind.TEXT_SEARCH_TEMPLATE;
      default -> throw tokens.unexpected(kind);
    };
  }
}
