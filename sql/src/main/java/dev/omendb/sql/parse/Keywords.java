package dev.omendb.sql.parse;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// PostgreSQL 15's key words and where each may stand as a name (its Appendix C;
/// pg_get_keywords()).
public final class Keywords {
  private static final String UNRESERVED_WORDS =
      """
      abort absolute access action add admin after aggregate also alter always asensitive
      assertion assignment at atomic attach attribute backward before begin breadth by cache
      call called cascade cascaded catalog chain characteristics checkpoint class close
      cluster columns comment comments commit committed compression configuration conflict
      connection constraints content continue conversion copy cost csv cube current cursor
      cycle data database day deallocate declare defaults deferred definer delete delimiter
      delimiters depends depth detach dictionary disable discard document domain double drop
      each enable encoding encrypted enum escape event exclude excluding exclusive execute
      explain expression extension external family filter finalize first following force
      forward function functions generated global granted groups handler header hold hour
      identity if immediate immutable implicit import include including increment index
      indexes inherit inherits inline input insensitive insert instead invoker isolation key
      label language large last leakproof level listen load local location lock locked
      logged mapping match matched materialized maxvalue merge method minute minvalue mode
      month move name names new next nfc nfd nfkc nfkd no normalized nothing notify nowait
      nulls object of off oids old operator option options ordinality others over overriding
      owned owner parallel parameter parser partial partition passing password plans policy
      preceding prepare prepared preserve prior privileges procedural procedure procedures
      program publication quote range read reassign recheck recursive ref referencing
      refresh reindex relative release rename repeatable replace replica reset restart
      restrict return returns revoke role rollback rollup routine routines rows rule
      savepoint schema schemas scroll search second security sequence sequences serializable
      server session set sets share show simple skip snapshot sql stable standalone start
      statement statistics stdin stdout storage stored strict strip subscription support
      sysid system tables tablespace temp template temporary text ties transaction transform
      trigger truncate trusted type types uescape unbounded uncommitted unencrypted unknown
      unlisten unlogged until update vacuum valid validate validator value varying version
      view views volatile whitespace within without work wrapper write xml year yes zone
      """;
  private static final String COLUMN_NAME_WORDS =
      """
      between bigint bit boolean char character coalesce dec decimal exists extract float
      greatest grouping inout int integer interval least national nchar none normalize
      nullif numeric out overlay position precision real row setof smallint substring time
      timestamp treat trim values varchar xmlattributes xmlconcat xmlelement xmlexists
      xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
      """;
  private static final String TYPE_OR_FUNCTION_WORDS =
      """
      authorization binary collation concurrently cross current_schema freeze full ilike
      inner is isnull join left like natural notnull outer overlaps right similar
      tablesample verbose
      """;
  private static final String RESERVED_WORDS =
      """
      all analyse analyze and any array as asc asymmetric both case cast check collate
      column constraint create current_catalog current_date current_role current_time
      current_timestamp current_user default deferrable desc distinct do else end except
      false fetch for foreign from grant group having in initially intersect into lateral
      leading limit localtime localtimestamp not null offset on only or order placing
      primary references returning select session_user some symmetric table then to trailing
      true union unique user using variadic when where window with
      """;

  /// Those that need AS to be a column label.
  private static final Set<String> NEEDS_AS =
      Set.of(
          """
          array as char character create day except fetch filter for from grant group having
          hour intersect into isnull limit minute month notnull offset on order over overlaps
          precision returning second to union varying where window with within without year
          """
              .strip()
              .split("\\s+"));

  private static final Map<String, Category> CATEGORIES = categories();

  private Keywords() {}

  /// Where a key word may be used as a name.
  public enum Category {
    /// Anywhere.
    UNRESERVED('U'),
    /// As a column, table or label, not as a function or type.
    COLUMN_NAME('C'),
    /// As a function or type, not as a column or table.
    TYPE_OR_FUNCTION('T'),
    /// As a label only.
    RESERVED('R');

    private final char code;

    Category(char code) {
      this.code = code;
    }

    /// pg_get_keywords().catcode.
    public char code() {
      return code;
    }
  }

  /// The category of a lower-case word, null when it is no key word.
  public static @Nullable Category category(String word) {
    return CATEGORIES.get(word);
  }

  /// Whether a key word can be a column label without AS.
  public static boolean bareLabel(String word) {
    return !NEEDS_AS.contains(word);
  }

  /// All key words in alphabetical order.
  public static SortedMap<String, Category> all() {
    return new TreeMap<>(CATEGORIES);
  }

  private static Map<String, Category> categories() {
    Map<String, Category> result = new HashMap<>(1024);
    add(result, UNRESERVED_WORDS, Category.UNRESERVED);
    add(result, COLUMN_NAME_WORDS, Category.COLUMN_NAME);
    add(result, TYPE_OR_FUNCTION_WORDS, Category.TYPE_OR_FUNCTION);
    add(result, RESERVED_WORDS, Category.RESERVED);
    return Map.copyOf(result);
  }

  private static void add(Map<String, Category> result, String words, Category category) {
    for (String word : words.strip().split("\\s+")) {
      result.put(word, category);
    }
  }
}
