<?php
$client = new Client(;
$answer = $client->messages->create(['model' => 'claude-haiku-4-5', 'max_tokens' => 100);
function half( { return "
class {
