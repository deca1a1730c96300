package dev.omendb.sql.session;

import java.util.List;
import java.util.function.UnaryOperator;

/// One run-time parameter (PostgreSQL documentation, chapter 20): a row of pg_settings.
///
/// @param kind `bool`, `integer`, `real`, `string`, `enum`
/// @param context `user`, `internal`, `postmaster`, `superuser`, `backend`
/// @param unit `ms`, `kB`, … or empty
/// @param minimum maximum bounds of numbers as text, else empty
/// @param choices values of an enum
/// @param reported sent as ParameterStatus when it changes
/// @param details a second sentence, or empty
/// @param normalise checks a value given by the user and returns it as SHOW prints it
public record Setting(
    String name,
    String kind,
    String context,
    String defaultValue,
    String unit,
    String minimum,
    String maximum,
    List<String> choices,
    boolean reported,
    String category,
    String description,
    String details,
    UnaryOperator<String> normalise) {}
