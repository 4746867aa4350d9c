package dev.godwit.app.json;

import io.avaje.jsonb.Json;

/** The line of {@code godwit id --json}. */
@Json
public record IdLine(String peer) {}
