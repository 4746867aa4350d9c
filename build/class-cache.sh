# Keeps an AOT cache (JEP 514) of the loaded classes for each user: sourced by ./godwit (POSIX sh).
# The JVM of 25.0.3 does not notice a changed jar (JDK-8377932), so the file's name says which jars it was made from.

# cache_key: one word that changes with any jar's path, size or time, with the options and with the Java version.
cache_key() {
    {
        echo "$java_home $java_version ${GODWIT_JAVA_OPTS:-}"
        stat -L -c '%n %s %y' "$lib"/*.jar 2>/dev/null || stat -L -f '%N %z %Fm' "$lib"/*.jar
    } | { sha256sum 2>/dev/null || shasum -a 256; }
}

# find_cache: sets cache_option when there is a cache; has one made when there is none, and does not wait for it
# except after a build, which takes long anyway.
find_cache() {
    caches=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/godwit
    key=$(cache_key) && key=${key%% *} && [ -n "$key" ] || return
    cache=$caches/$key.aot
    if [ -f "$cache" ]; then
        cache_option=-XX:AOTCache=$cache
    elif ! mkdir -p "$caches" 2>/dev/null; then
        return
    elif ! mkdir "$cache.making" 2>/dev/null; then
        # Somebody makes it right now, or was killed over it.
        find "$cache.making" -prune -mmin +10 -exec rm -rf {} + 2>/dev/null
    elif [ -n "$just_built" ]; then
        (train) >/dev/null 2>&1 </dev/null
    else
        train >/dev/null 2>&1 </dev/null &
    fi
}

# train: makes the cache by a run that loads what usual runs load; nobody sees half a cache, nor one of changed jars.
train() {
    trap '' INT HUP
    cd "$caches" || return
    nice=
    ! command -v nice || nice='nice -n 19'
    # The first run makes the two homes, with classes that no other start needs; the second is what gets recorded.
    for output in '' -XX:AOTCacheOutput="$cache.making/aot"; do
        run_java "$nice" $output -cp "$class_path" dev.godwit.app.Main rehearse "$cache.making"
        rm -rf "$cache.making/received"
    done
    now=$(cache_key)
    if [ "${now%% *}" = "$key" ] && [ -f "$cache.making/aot" ]; then
        mv "$cache.making/aot" "$cache"
        # Each is nearly 20 MB: only those of the last few builds stay.
        ls -t | grep '\.aot$' | tail -n +4 | while read -r old; do rm -f "$old"; done
    fi
    rm -rf "$cache.making"
}
