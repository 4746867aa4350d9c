# Keeps an AOT cache (JEP 514) of the loaded classes for each user: sourced by ./godwit (POSIX sh).
# The JVM of 25.0.3 does not notice a changed jar (JDK-8377932), so the file's name says which jars it was made from.

# cache_key: one word that changes with any jar's path, size or time, and with the Java version.
cache_key() {
    {
        echo "$java_home $java_version ${GODWIT_JAVA_OPTS:-}"
        stat -L -c '%n %s %y' "$lib"/*.jar 2>/dev/null || stat -L -f '%N %z %Fm' "$lib"/*.jar
    } | { sha256sum 2>/dev/null || shasum -a 256; }
}

# find_cache: sets cache_option when there is a cache, and has one made in the background when there is none.
find_cache() {
    caches=${XDG_CACHE_HOME:-${HOME:?}/.cache}/godwit
    key=$(cache_key) && key=${key%% *} && [ -n "$key" ] || return
    cache=$caches/$key.aot
    if [ -f "$cache" ]; then
        cache_option=-XX:AOTCache=$cache
    elif mkdir -p "$caches" 2>/dev/null && mkdir "$cache.making" 2>/dev/null; then
        train >/dev/null 2>&1 </dev/null &
    fi
}

# train: makes the cache by a run that loads what usual runs load; nobody sees half a cache, nor one of changed jars.
train() {
    trap '' INT HUP
    cd "$caches" || return
    printf 'godwit' >"$cache.making/file"
    mode=
    command -v nice >/dev/null && mode='nice -n 19'
    run_java "$mode" -XX:AOTCacheOutput="$cache.making/aot" -cp "$class_path" \
        dev.godwit.app.Main hash --json "$cache.making/file"
    if [ "$(cache_key)" = "$key  -" ] && [ -f "$cache.making/aot" ]; then
        find "$caches" -name '*.aot' -mtime +1 -exec rm -f {} +
        mv "$cache.making/aot" "$cache"
    fi
    rm -rf "$cache.making"
}
