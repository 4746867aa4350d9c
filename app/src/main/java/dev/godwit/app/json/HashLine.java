package dev.godwit.app.json;

import io.avaje.jsonb.Json;

/** One line of {@code godwit hash --json}: a file and its identity. */
@Json
public record HashLine(String path, long length, String root, String contentId) {}
