package dev.godwit.app.json;

import io.avaje.jsonb.Json;

/** The line of {@code godwit version --json}. */
@Json
public record VersionLine(String version, String java, String os) {}
