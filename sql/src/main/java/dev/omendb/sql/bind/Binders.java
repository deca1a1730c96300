package dev.omendb.sql.bind;

/// The parts of the binder that do not depend on a query level.
record Binders(
    BindContext context,
    NameResolver names,
    TypeBinder types,
    Coercion coercion,
    CommonType common,
    OperatorResolver operators,
    FunctionResolver functions) {
  static Binders of(BindContext context) {
    NameResolver names = new NameResolver(context);
    Coercion coercion = new Coercion(context);
    return new Binders(
        context,
        names,
        new TypeBinder(context, names),
        coercion,
        new CommonType(context, coercion),
        new OperatorResolver(context, coercion, names),
        new FunctionResolver(context, coercion, names));
  }
}
