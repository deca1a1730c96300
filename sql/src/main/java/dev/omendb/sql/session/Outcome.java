package dev.omendb.sql.session;

/// How an Execute ended.
public sealed interface Outcome {
  /// CommandComplete with this tag; an empty tag is EmptyQueryResponse.
  record Complete(String tag) implements Outcome {}

  /// max_rows reached: PortalSuspended.
  record Suspended() implements Outcome {}

  /// The client now sends COPY data.
  record CopyIn(CopyInput input) implements Outcome {}

  Outcome EMPTY = new Complete("");
  Outcome SUSPENDED = new Suspended();
}
