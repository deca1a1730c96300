package dev.omendb.sql.bind;

import dev.omendb.sql.function.Cast.Context;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Chooses among overloads (PostgreSQL documentation, sections 10.2 and 10.3;
/// func_select_candidate in parse_func.c).
final class CandidateSelection {
  private final BindContext context;
  private final Coercion coercion;

  CandidateSelection(BindContext context, Coercion coercion) {
    this.context = context;
    this.coercion = coercion;
  }

  /// An overload with one declared type for each actual argument.
  interface Candidate {
    List<Integer> types();
  }

  /// The result: the one that fits, or none (null) with `ambiguous` telling why.
  record Choice<T>(@Nullable T best, boolean ambiguous) {}

  <T extends Candidate> Choice<T> choose(List<T> overloads, PgType[] actual) {
    for (T candidate : overloads) {
      if (matchesExactly(candidate, actual)) {
        return new Choice<>(candidate, false);
      }
    }
    List<T> candidates = new ArrayList<>();
    for (T candidate : overloads) {
      if (applicable(candidate, actual)) {
        candidates.add(candidate);
      }
    }
    if (candidates.size() <= 1) {
      return new Choice<>(candidates.isEmpty() ? null : candidates.getFirst(), false);
    }
    candidates = best(candidates, c -> exactMatches(c, actual));
    if (candidates.size() > 1) {
      candidates = best(candidates, c -> preferredMatches(c, actual));
    }
    if (candidates.size() > 1) {
      candidates = byUnknownCategories(candidates, actual);
    }
    if (candidates.size() > 1) {
      candidates = byCommonKnownType(candidates, actual);
    }
    return candidates.size() == 1
        ? new Choice<>(candidates.getFirst(), false)
        : new Choice<>(null, true);
  }

  private static boolean matchesExactly(Candidate candidate, PgType[] actual) {
    for (int i = 0; i < actual.length; i++) {
      if (candidate.types().get(i) != actual[i].oid()) {
        return false;
      }
    }
    return true;
  }

  private boolean applicable(Candidate candidate, PgType[] actual) {
    for (int i = 0; i < actual.length; i++) {
      PgType target = context.types().find(candidate.types().get(i)).orElse(null);
      if (target == null || !coercion.possible(actual[i], target, Context.IMPLICIT)) {
        return false;
      }
    }
    return Polymorphism.resolve(context, candidate.types(), Coercion.BOOL, actual) != null;
  }

  private static int exactMatches(Candidate candidate, PgType[] actual) {
    int count = 0;
    for (int i = 0; i < actual.length; i++) {
      if (candidate.types().get(i) == actual[i].oid()) {
        count++;
      }
    }
    return count;
  }

  private int preferredMatches(Candidate candidate, PgType[] actual) {
    int count = 0;
    for (int i = 0; i < actual.length; i++) {
      PgType declared = context.type(candidate.types().get(i));
      boolean exact = declared.oid() == actual[i].oid();
      boolean preferred =
          declared.info().preferred()
              && declared.info().category() == actual[i].info().category();
      if (actual[i].oid() != Coercion.UNKNOWN && (exact || preferred)) {
        count++;
      }
    }
    return count;
  }

  /// Rule 4.e: unknown literals take the string category if any candidate does, else the one all
  /// candidates agree on.
  private <T extends Candidate> List<T> byUnknownCategories(List<T> candidates, PgType[] actual) {
    List<T> remaining = candidates;
    boolean resolved = false;
    for (int i = 0; i < actual.length; i++) {
      if (actual[i].oid() != Coercion.UNKNOWN) {
        continue;
      }
      char category = categoryFor(remaining, i);
      if (category == 0) {
        return remaining;
      }
      resolved = true;
    }
    if (!resolved) {
      return remaining;
    }
    List<T> kept = new ArrayList<>();
    for (T candidate : remaining) {
      if (categoriesFit(candidate, candidates, actual)) {
        kept.add(candidate);
      }
    }
    return kept.isEmpty() ? candidates : kept;
  }

  private char categoryFor(List<? extends Candidate> candidates, int argument) {
    char agreed = 0;
    boolean conflict = false;
    for (Candidate candidate : candidates) {
      char category = context.type(candidate.types().get(argument)).info().category();
      if (category == 'S') {
        return 'S';
      }
      conflict |= agreed != 0 && agreed != category;
      agreed = category;
    }
    return conflict ? 0 : agreed;
  }

  private boolean categoriesFit(
      Candidate candidate, List<? extends Candidate> all, PgType[] actual) {
    for (int i = 0; i < actual.length; i++) {
      if (actual[i].oid() != Coercion.UNKNOWN) {
        continue;
      }
      char category = categoryFor(all, i);
      PgType declared = context.type(candidate.types().get(i));
      if (declared.info().category() != category) {
        return false;
      }
      if (!declared.info().preferred() && anyPreferred(all, i, category)) {
        return false;
      }
    }
    return true;
  }

  private boolean anyPreferred(List<? extends Candidate> all, int argument, char category) {
    for (Candidate candidate : all) {
      PgType declared = context.type(candidate.types().get(argument));
      if (declared.info().preferred() && declared.info().category() == category) {
        return true;
      }
    }
    return false;
  }

  /// Rule 4.f: if all known arguments have one type, assume the unknown ones have it too.
  private <T extends Candidate> List<T> byCommonKnownType(List<T> candidates, PgType[] actual) {
    PgType common = null;
    boolean unknowns = false;
    for (PgType type : actual) {
      if (type.oid() == Coercion.UNKNOWN) {
        unknowns = true;
      } else if (common == null || common.oid() == type.oid()) {
        common = type;
      } else {
        return candidates;
      }
    }
    if (common == null || !unknowns) {
      return candidates;
    }
    List<T> kept = new ArrayList<>();
    for (T candidate : candidates) {
      boolean accepts = true;
      for (int oid : candidate.types()) {
        accepts &= coercion.possible(common, context.type(oid), Context.IMPLICIT);
      }
      if (accepts) {
        kept.add(candidate);
      }
    }
    return kept.size() == 1 ? kept : candidates;
  }

  private static <T extends Candidate> List<T> best(List<T> candidates, ToIntFunction<T> score) {
    int highest = 0;
    for (T candidate : candidates) {
      highest = Math.max(highest, score.applyAsInt(candidate));
    }
    if (highest == 0) {
      return candidates;
    }
    List<T> kept = new ArrayList<>();
    for (T candidate : candidates) {
      if (score.applyAsInt(candidate) == highest) {
        kept.add(candidate);
      }
    }
    return kept;
  }
}
