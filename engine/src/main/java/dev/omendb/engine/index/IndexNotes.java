package dev.omendb.engine.index;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/// What indexes have found out about a set of rows, for searches to come: a note for each part of
/// an index, forgotten with the part. Safe for many threads.
public final class IndexNotes {
  private final Map<Object, Object> notes = Collections.synchronizedMap(new WeakHashMap<>());

  /// The note on a part.
  public <T> @Nullable T find(Object part, Class<T> kind) {
    Object note = notes.get(part);
    return kind.isInstance(note) ? kind.cast(note) : null;
  }

  /// Replaces the note on a part.
  ///
  /// @param note must not lead to the part
  public void put(Object part, Object note) {
    notes.put(part, note);
  }
}
