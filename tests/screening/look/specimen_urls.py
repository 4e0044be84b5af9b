"""The product's addresses, and the specimen's beside them."""

from django.urls import path

from screening.urls import urlpatterns as product_urls
from tests.screening.look.specimen import specimen

urlpatterns = [path("specimen/", specimen), *product_urls]
