package dev.omendb.sql.catalog.definition;

import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import dev.omendb.sql.function.Functions;
import dev.omendb.sql.type.PgType;
import dev.omendb.sql.type.TypeNames;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// SQL text of the catalog for a reader. The catalog keeps names with their schemas; what the
/// search path shows anyway is printed without: `nextval('public.s'::regclass)` becomes
/// `nextval('s'::regclass)`.
public final class ShownText {
  private static final Pattern QUALIFIED =
      Pattern.compile("(\"(?:[^\"]|\"\")+\"|\\w+)\\.(\"(?:[^\"]|\"\")+\"|\\w+)");
  private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
  private static final String REGCLASS = "::regclass";

  private final CatalogView view;
  private final String text;
  private final StringBuilder out = new StringBuilder();

  private ShownText(CatalogView view, String text) {
    this.view = view;
    this.text = text;
  }

  /// The text as the session's search path makes it.
  public static String of(CatalogView view, String text) {
    return new ShownText(view, text).run();
  }

  private String run() {
    Matcher literal = LITERAL.matcher(text);
    Matcher qualified = QUALIFIED.matcher(text);
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' && literal.region(at, text.length()).lookingAt()) {
        out.append(literal(literal.group(), literal.end()));
        at = literal.end();
      } else if (startsName(at) && qualified.region(at, text.length()).lookingAt()) {
        out.append(isShown(qualified) ? qualified.group(2) : qualified.group());
        at = qualified.end();
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  private boolean startsName(int at) {
    char c = text.charAt(at);
    if (c != '"' && !Character.isJavaIdentifierStart(c)) {
      return false;
    }
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    return before != '.' && !Character.isJavaIdentifierPart(before);
  }

  private String literal(String quoted, int end) {
    if (!text.startsWith(REGCLASS, end)) {
      return quoted;
    }
    String name = quoted.substring(1, quoted.length() - 1).replace("''", "'");
    Matcher parts = QUALIFIED.matcher(name);
    if (!parts.matches()) {
      return quoted;
    }
    return view.relation(unquoted(parts.group(1)), unquoted(parts.group(2)))
        .map(relation -> "'" + view.name(relation).replace("'", "''") + "'")
        .orElse(quoted);
  }

  /// True for a relation, type or function of the schema that its bare name finds.
  private boolean isShown(Matcher qualified) {
    String schema = unquoted(qualified.group(1));
    String name = unquoted(qualified.group(2));
    long schemaOid = view.schemaOid(schema);
    if (schemaOid == 0) {
      return false;
    }
    Optional<Relation> relation = view.relation(schema, name);
    if (relation.isPresent()) {
      return view.isVisible(relation.get());
    }
    Optional<PgType> type = view.types().byName(schema, name);
    if (type.isPresent()) {
      return view.isVisible(type.get());
    }
    return view.isOnPath(schema)
        && Functions.standard().byName(name).stream()
            .anyMatch(f -> view.schemaOid(f.schema()) == schemaOid);
  }

  /// The name an identifier means.
  public static String unquoted(String identifier) {
    return identifier.startsWith("\"")
        ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
        : identifier;
  }

  /// `'x'`, for definitions.
  public static String quoted(String literal) {
    return "'" + literal.replace("'", "''") + "'";
  }

  /// `a, "B"`.
  static String columns(Relation relation, Iterable<Integer> attnums) {
    StringBuilder list = new StringBuilder();
    for (int attnum : attnums) {
      @Nullable String name = relation.columnName(attnum);
      list.append(list.isEmpty() ? "" : ", ")
          .append(TypeNames.quoteIdentifier(name == null ? "?" : name));
    }
    return list.toString();
  }
}
