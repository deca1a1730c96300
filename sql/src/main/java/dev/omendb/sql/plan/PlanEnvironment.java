package dev.omendb.sql.plan;

import dev.omendb.engine.catalog.Catalog;
import dev.omendb.engine.catalog.CatalogObject.Index;
import dev.omendb.engine.catalog.CatalogObject.Table;
import dev.omendb.engine.index.IndexKeys;
import dev.omendb.sql.execute.modify.RowRule;
import dev.omendb.sql.execute.vector.FilterCache;
import dev.omendb.sql.execute.vector.IndexVectorSearch.SearchEffort;
import dev.omendb.sql.execute.vector.SearchWorkers;
import dev.omendb.sql.expression.EvaluationContext;
import dev.omendb.sql.type.Types;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// What the planner may ask while it plans one statement.
///
/// @param estimatedRows rows of a table
/// @param enabled whether a planner setting such as `enable_seqscan` is on
/// @param indexKeys a new computation of an index's keys over full rows
/// @param indexShape an index's expressions
/// @param rules what else happens when rows of a table change: foreign keys
/// @param filterCache rows that pass the filters of searches
/// @param folding evaluates constants; the session's own context
/// @param effort how index searches read the session's settings
/// @param fetchedShare of the rows that the client is expected to fetch: less than all of a
///     cursor's
public record PlanEnvironment(
    Catalog catalog,
    Types types,
    ToDoubleFunction<Table> estimatedRows,
    Predicate<String> enabled,
    Function<Index, IndexKeys> indexKeys,
    Function<Index, IndexShape> indexShape,
    Function<Table, List<RowRule>> rules,
    SearchWorkers workers,
    FilterCache filterCache,
    EvaluationContext folding,
    SearchEffort effort,
    double fetchedShare) {}
