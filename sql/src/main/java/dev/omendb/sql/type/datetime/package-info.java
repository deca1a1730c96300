/// Dates, times and intervals. Imports type and engine.column, engine.error, engine.index. Start
/// with [DateTimes], the calendar arithmetic; `Interval` is the codec of interval's storage bytes,
/// `TimeZones` finds zones by name, `DateTimeDecoder` reads PostgreSQL's many input forms.
@NullMarked
package dev.omendb.sql.type.datetime;

import org.jspecify.annotations.NullMarked;
