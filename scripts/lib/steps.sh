# Numbered steps with the time left. What a step took is remembered in build/step-seconds, by its key,
# and is what it is expected to take next time; a key tells apart what costs differently (a first build
# from a further one).
# shellcheck shell=bash

plan_steps() {  # KEY=SECONDS-EXPECTED-AT-FIRST ...
  planned=("$@")
  current=0
  current_key=
}

seconds_of_step() {  # KEY=DEFAULT
  local remembered
  remembered=$(sed -n "s/^${1%=*} //p" build/step-seconds 2>/dev/null || true)
  echo "${remembered:-${1#*=}}"
}

remember_step() {
  mkdir -p build
  {
    sed "/^$current_key /d" build/step-seconds 2>/dev/null || true
    echo "$current_key $((SECONDS - started_at))"
  } >build/step-seconds.new
  mv build/step-seconds.new build/step-seconds
}

time_left() {
  local left=0 step
  for step in "${planned[@]:current}"; do
    left=$((left + $(seconds_of_step "$step")))
  done
  if ((left < 90)); then
    echo "about $left s left"
  else
    echo "about $(((left + 30) / 60)) min left"
  fi
}

# Begins the next of the planned steps, and ends the one before.
next_step() {  # TITLE
  [[ -z $current_key ]] || remember_step
  printf '\n[%d/%d] %s (%s)\n' $((current + 1)) ${#planned[@]} "$1" "$(time_left)"
  current_key=${planned[current]%=*}
  current=$((current + 1))
  started_at=$SECONDS
}

end_steps() {
  remember_step
  current_key=
}
