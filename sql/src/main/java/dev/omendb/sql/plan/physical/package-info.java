/// Chooses operators: one class for each family. Imports plan.rel, plan.rex, execute, the engine's
/// catalog. Start with [PhysicalBuilder].
@NullMarked
package dev.omendb.sql.plan.physical;

import org.jspecify.annotations.NullMarked;
