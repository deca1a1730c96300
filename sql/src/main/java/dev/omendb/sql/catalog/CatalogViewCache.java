package dev.omendb.sql.catalog;

import dev.omendb.sql.function.CallContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The session's last [CatalogView], valid until the catalog or the search path changes. Confined
/// to the session.
public final class CatalogViewCache {
  private @Nullable CatalogView last;

  CatalogView view(CallContext context) {
    CatalogView view = last;
    List<String> path = context.searchPath(true);
    if (view == null || view.catalog() != context.catalog() || !view.searchPath().equals(path)) {
      view = new CatalogView(context, path);
      last = view;
    }
    return view;
  }
}
