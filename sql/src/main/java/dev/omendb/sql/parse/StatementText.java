package dev.omendb.sql.parse;

/// One statement of a string: its text without the semicolon, comments and blanks around it, and
/// where it starts. `offset` counts UTF-16 units; `characters` counts characters, the amount to add
/// to a position inside `text` to get one in the whole string.
public record StatementText(String text, int offset, int characters) {}
