package dev.omendb.sql.catalog.definition;

import dev.omendb.sql.catalog.CatalogView;
import dev.omendb.sql.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The relations that stored text names as constants: `nextval('public.s'::regclass)`.
public final class RelationNames {
  private static final Pattern REGCLASS =
      Pattern.compile(
          "'(\"(?:[^\"]|\"\")+\"|[^'\".]+)\\.(\"(?:[^\"]|\"\")+\"|[^'\".]+)'::regclass");

  private RelationNames() {}

  public static List<Relation> in(CatalogView view, String sql) {
    List<Relation> found = new ArrayList<>();
    Matcher matcher = REGCLASS.matcher(sql);
    while (matcher.find()) {
      String schema = ShownText.unquoted(matcher.group(1).replace("''", "'"));
      String name = ShownText.unquoted(matcher.group(2).replace("''", "'"));
      view.relation(schema, name).ifPresent(found::add);
    }
    return found;
  }
}
