package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.Function;
import dev.omendb.sql.parse.node.ObjectName;
import dev.omendb.sql.type.PgType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Finds the function a call means (PostgreSQL documentation, section 10.3).
final class FunctionResolver {
  private final BindContext context;
  private final NameResolver names;
  private final CandidateSelection selection;

  FunctionResolver(BindContext context, Coercion coercion, NameResolver names) {
    this.context = context;
    this.names = names;
    this.selection = new CandidateSelection(context, coercion);
  }

  /// The arguments as written.
  ///
  /// @param argumentNames name of each for `name => value`, null for positional
  /// @param variadic VARIADIC stands before the last
  record Call(
      ObjectName name, PgType[] types, List<@Nullable String> argumentNames, boolean variadic) {}

  /// A function chosen.
  ///
  /// @param order for each parameter the index of the argument given for it
  /// @param arguments type each argument, in parameter order, must be given
  /// @param variadicArray the last argument is passed as the array itself
  /// @param collectFrom index of the first argument that goes into the VARIADIC array, or -1
  record Chosen(
      Function function,
      int[] order,
      PgType[] arguments,
      PgType result,
      boolean variadicArray,
      int collectFrom) {}

  private record Overload(Function function, int[] order, List<Integer> types, boolean expanded)
      implements CandidateSelection.Candidate {}

  /// Null when no function of this name accepts the arguments; the caller may try a cast.
  /// Errors: 42725 `function f(unknown) is not unique`.
  @Nullable Chosen resolve(Call call) {
    List<Overload> overloads = overloads(call);
    CandidateSelection.Choice<Overload> choice = chooseOrdered(overloads, call);
    Overload best = choice.best();
    if (best == null) {
      if (choice.ambiguous()) {
        throw new DatabaseException(
                SqlState.AMBIGUOUS_FUNCTION,
                "function " + display(call) + " is not unique")
            .hint(
                "Could not choose a best candidate function. You might need to add explicit type"
                    + " casts.")
            .position(call.name().position());
      }
      return null;
    }
    PgType[] actual = reorder(call.types(), best.order());
    Polymorphism.Resolution resolution =
        Polymorphism.resolve(context, best.types(), best.function().returnType(), actual);
    if (resolution == null) {
      return null;
    }
    Polymorphism.requireKnown(best.types(), actual);
    return new Chosen(
        best.function(),
        best.order(),
        resolution.arguments(),
        resolution.result(),
        call.variadic(),
        collectFrom(best));
  }

  private static int collectFrom(Overload best) {
    List<Integer> declared = best.function().argumentTypes();
    boolean collects = best.expanded() && declared.getLast() != Polymorphism.ANY;
    return collects ? declared.size() - 1 : -1;
  }

  /// Non-variadic matches win over expanded variadic ones.
  private CandidateSelection.Choice<Overload> chooseOrdered(List<Overload> overloads, Call call) {
    List<Overload> plain = overloads.stream().filter(o -> !o.expanded()).toList();
    CandidateSelection.Choice<Overload> choice = choose(plain, call);
    if (choice.best() == null && !choice.ambiguous()) {
      choice = choose(overloads.stream().filter(Overload::expanded).toList(), call);
    }
    return choice;
  }

  private CandidateSelection.Choice<Overload> choose(List<Overload> overloads, Call call) {
    if (overloads.isEmpty()) {
      return new CandidateSelection.Choice<>(null, false);
    }
    boolean named = call.argumentNames().stream().anyMatch(n -> n != null);
    if (named) {
      for (Overload overload : overloads) {
        CandidateSelection.Choice<Overload> one =
            selection.choose(List.of(overload), reorder(call.types(), overload.order()));
        if (one.best() != null) {
          return one;
        }
      }
      return new CandidateSelection.Choice<>(null, false);
    }
    return selection.choose(overloads, call.types());
  }

  private List<Overload> overloads(Call call) {
    List<Overload> found = new ArrayList<>();
    String schema = call.name().schema();
    int count = call.types().length;
    for (Function function : context.functions().byName(call.name().name())) {
      boolean seen =
          schema == null
              ? names.isVisible(function.schema())
              : names.inSchema(function.schema(), schema);
      if (!seen) {
        continue;
      }
      int[] order = order(function, call);
      if (order == null) {
        continue;
      }
      List<Integer> declared = function.argumentTypes();
      int filled = order.length;
      if (filled >= function.requiredArguments() && filled <= declared.size()) {
        boolean passesArray = !function.variadic() || call.variadic();
        if (passesArray) {
          found.add(new Overload(function, order, declared.subList(0, filled), false));
        }
      }
      if (function.variadic() && !call.variadic() && count >= declared.size()) {
        found.add(new Overload(function, order, expand(declared, count), true));
      }
    }
    return found;
  }

  /// The declared types with the last one repeated for each extra argument.
  private List<Integer> expand(List<Integer> declared, int count) {
    List<Integer> types = new ArrayList<>(declared.subList(0, declared.size() - 1));
    int last = declared.getLast();
    int element =
        switch (last) {
          case Polymorphism.ANY -> Polymorphism.ANY;
          case Polymorphism.ANYARRAY -> Polymorphism.ANYELEMENT;
          case Polymorphism.ANYCOMPATIBLEARRAY -> Polymorphism.ANYCOMPATIBLE;
          default -> context.type(last).info().elementOid();
        };
    while (types.size() < count) {
      types.add(element);
    }
    return types;
  }

  /// Where each parameter finds its argument, -1 where its default stands; null when the names do
  /// not fit.
  private static int @Nullable [] order(Function function, Call call) {
    int count = call.types().length;
    int[] order = new int[Math.max(count, function.argumentTypes().size())];
    Arrays.fill(order, -1);
    int end = 0;
    for (int i = 0; i < count; i++) {
      String name = call.argumentNames().get(i);
      int slot = name == null ? i : function.argumentNames().indexOf(name);
      if (slot < 0 || order[slot] >= 0) {
        return null;
      }
      order[slot] = i;
      end = Math.max(end, slot + 1);
    }
    for (int slot = 0; slot < end; slot++) {
      if (order[slot] < 0 && function.defaultText(slot) == null) {
        return null;
      }
    }
    return Arrays.copyOf(order, end);
  }

  /// Defaults are untyped literals.
  private PgType[] reorder(PgType[] types, int[] order) {
    PgType[] ordered = new PgType[order.length];
    for (int i = 0; i < order.length; i++) {
      ordered[i] = order[i] < 0 ? context.type(Coercion.UNKNOWN) : types[order[i]];
    }
    return ordered;
  }

  /// 42883 `function f(integer) does not exist`, or 0A000 when PostgreSQL has it and we do not.
  DatabaseException undefined(Call call, boolean aggregateStar) {
    String name = call.name().name();
    if (context.functions().byName(name).isEmpty() && context.functions().lacksOverloads(name)) {
      return DatabaseException.unsupported("function " + display(call))
          .position(call.name().position());
    }
    return new DatabaseException(
            SqlState.UNDEFINED_FUNCTION,
            "function %s does not exist"
                .formatted(aggregateStar ? call.name() + "()" : display(call)))
        .hint(
            "No function matches the given name and argument types. You might need to add explicit"
                + " type casts.")
        .position(call.name().position());
  }

  private String display(Call call) {
    StringJoiner arguments = new StringJoiner(", ", call.name() + "(", ")");
    for (int i = 0; i < call.types().length; i++) {
      String name = call.argumentNames().get(i);
      arguments.add((name == null ? "" : name + " => ") + names.shown(call.types()[i]));
    }
    return arguments.toString();
  }
}
