package dev.godwit.app.json;

import io.avaje.jsonb.Json;

/** A line of {@code godwit config --json}. */
@Json
public record SettingLine(String key, String value) {}
