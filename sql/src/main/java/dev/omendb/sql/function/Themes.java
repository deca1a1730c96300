package dev.omendb.sql.function;

/// The list of themes: each adds its implementations.
final class Themes {
  private Themes() {}

  static void addAll(Implementations into) {
  }
}
