package dev.godwit.app.json;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code godwit transfers --json}; what is null is left out.
 *
 * @param state {@code complete}, {@code incomplete}, {@code running} or {@code unfinished}
 * @param changed when it ended, or was last begun or stopped; ISO 8601
 * @param done the event at its end
 * @param problems what could not be sent or received
 */
@Json
public record TransferLine(
        String id,
        String direction,
        String state,
        String name,
        String share,
        @Nullable String folder,
        String changed,
        @Nullable String route,
        EventLine.@Nullable Done done,
        EventLine.@Nullable Incomplete problems) {}
